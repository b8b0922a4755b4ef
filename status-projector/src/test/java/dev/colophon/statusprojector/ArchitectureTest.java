package dev.colophon.statusprojector;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.colophon.testkit.architecture.HouseRules;

@AnalyzeClasses(packages = "dev.colophon.statusprojector", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests house_rules = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule the_fold_knows_neither_framework_nor_database = classes()
            .that()
            .resideInAPackage("..publication..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("..publication..", "java.lang..", "java.util..", "java.time..", "org.jspecify..");

    @ArchTest
    static final ArchRule only_the_dead_letters_write_to_kafka = noClasses()
            .that()
            .doNotHaveSimpleName("DeadLetters")
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                    "org\\.springframework\\.kafka\\.core\\..*|org\\.apache\\.kafka\\.clients\\.producer\\..*");
}

package dev.colophon.deadletter;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import dev.colophon.testkit.architecture.HouseRules;

@AnalyzeClasses(packages = "dev.colophon.deadletter", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests house_rules = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule it_knows_no_framework_and_no_database = ArchRuleDefinition.noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "java.sql..", "javax.sql..")
            .because("how a letter is taken in, and in which transaction, is its service's");

    @ArchTest
    static final ArchRule it_writes_nothing_to_kafka = ArchRuleDefinition.noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka.clients.producer..")
            .because("a letter is delivered to its service, never sent again");
}

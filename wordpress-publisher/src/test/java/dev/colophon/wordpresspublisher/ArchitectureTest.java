package dev.colophon.wordpresspublisher;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.colophon.testkit.architecture.HouseRules;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.springframework.scheduling.annotation.Scheduled;

@AnalyzeClasses(packages = "dev.colophon.wordpresspublisher", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests house_rules = ArchTests.in(HouseRules.class);

    /** What has a fixed delay shares one thread with all that has: none of it waits for a site. */
    @ArchTest
    static final ArchRule what_shares_a_thread_waits_for_no_site = noClasses()
            .that()
            .containAnyMethodsThat(describe(
                    "are scheduled with a fixed delay",
                    method -> method.tryGetAnnotationOfType(Scheduled.class)
                            .filter(scheduled -> !scheduled.fixedDelayString().isEmpty())
                            .isPresent()))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..wordpress..");

    @ArchTest
    static final ArchRule the_protocol_knows_no_framework_no_database_and_no_network = noClasses()
            .that()
            .resideInAnyPackage("..protocol..", "..publication..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "java.sql..", "javax.sql..", "java.net..", "org.apache..")
            .because("what is decided here is model-checked as it stands");

    @ArchTest
    static final ArchRule who_speaks_to_a_site_opens_no_transaction = noClasses()
            .that()
            .resideInAPackage("..wordpress..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.jdbc..", "org.springframework.transaction..", "java.sql..")
            .because("no transaction is open across a network call");

    @ArchTest
    static final ArchRule nobody_decides_for_himself_whom_to_trust = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(TrustManager.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(HostnameVerifier.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(SSLContext.class)
            .because("a site's certificate is judged by the platform alone");
}

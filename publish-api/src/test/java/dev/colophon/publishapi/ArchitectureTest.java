package dev.colophon.publishapi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.colophon.testkit.architecture.HouseRules;

@AnalyzeClasses(packages = "dev.colophon.publishapi", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests house_rules = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule accepting_reaches_neither_kafka_nor_a_site = noClasses()
            .that()
            .resideOutsideOfPackages("dev.colophon.publishapi.webhook..", "dev.colophon.publishapi.operations..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.kafka..",
                    "org.springframework.kafka..",
                    "java.net.http..",
                    "org.springframework.web.client..",
                    "org.apache.hc..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.net.URLConnection")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.net.Socket")
            .because("a job is accepted whatever the state of Kafka or WordPress");

    @ArchTest
    static final ArchRule no_transaction_is_open_while_a_webhook_is_called = noClasses()
            .that()
            .areAnnotatedWith("org.springframework.stereotype.Service")
            .should()
            .dependOnClassesThat()
            .haveSimpleNameEndingWith("HttpSender")
            .because("what opens transactions sends nothing");

    @ArchTest
    static final ArchRule transactions_are_use_cases = noClasses()
            .that()
            .areAnnotatedWith("org.springframework.stereotype.Repository")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework.transaction..")
            .because("a store opens no transaction");

    @ArchTest
    static final ArchRule the_console_alone_waits_for_other_services = noClasses()
            .that()
            .resideOutsideOfPackages("..console..", "..operations..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.colophon.publishapi.operations..")
            .because("no job waits for another service, whatever its state");

    @ArchTest
    static final ArchRule nobody_waits_for_a_webhook = noClasses()
            .that()
            .resideOutsideOfPackage("..webhook..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..webhook..")
            .because("whoever takes in a job must not be held up by whoever wants to be told of it");
}

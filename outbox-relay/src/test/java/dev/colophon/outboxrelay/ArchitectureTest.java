package dev.colophon.outboxrelay;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import dev.colophon.testkit.architecture.HouseRules;
import org.springframework.scheduling.annotation.Scheduled;

@AnalyzeClasses(packages = "dev.colophon.outboxrelay", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests house_rules = ArchTests.in(HouseRules.class);

    /** What has a fixed delay shares one thread with all that has, the look that shuts the door among them: each is one short question. */
    @ArchTest
    static void only_short_looks_have_a_fixed_delay(JavaClasses relay) {
        var delayed = relay.stream()
                .flatMap(each -> each.getMethods().stream())
                .filter(method -> method.tryGetAnnotationOfType(Scheduled.class)
                        .filter(scheduled -> !scheduled.fixedDelayString().isEmpty())
                        .isPresent())
                .map(method -> method.getOwner().getSimpleName());

        assertThat(delayed).containsExactlyInAnyOrder("Intake", "LongTransactions", "WaitingRows");
    }
}

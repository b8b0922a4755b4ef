package dev.colophon.testkit.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The structure that every service keeps. A service's own test runs all of them over its main classes:
 *
 * <pre>{@code
 * @AnalyzeClasses(packages = "dev.colophon.publishapi", importOptions = ImportOption.DoNotIncludeTests.class)
 * class ArchitectureTest {
 *     @ArchTest static final ArchTests house_rules = ArchTests.in(HouseRules.class);
 * }
 * }</pre>
 */
public final class HouseRules {

    @ArchTest
    public static final ArchRule steps_form_no_cycle = slices().matching("dev.colophon.*.(**)")
            .should()
            .beFreeOfCycles()
            .because("a story travels in one direction")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule no_service_knows_another = classes()
            .that()
            .resideInAPackage("dev.colophon..")
            .should(new KnowOnlyTheirOwnService())
            .because("services share contracts, not classes")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule nothing_is_injected_into_fields = noFields()
            .should()
            .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
            .orShould()
            .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
            .orShould()
            .beAnnotatedWith("jakarta.inject.Inject")
            .orShould()
            .beAnnotatedWith("jakarta.annotation.Resource")
            .because("a constructor shows what a class needs")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule names_say_what_a_class_is = noClasses()
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Dto|DTO)")
            .because("such a name hides what the class is for")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule packages_are_steps = noClasses()
            .should()
            .resideInAnyPackage("..common..", "..util..", "..utils..", "..helper..", "..misc..")
            .because("what belongs to no step belongs nowhere")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule one_logger = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.util.logging")
            .because("all logs go through SLF4J")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule nothing_is_printed = noClasses()
            .should(ACCESS_STANDARD_STREAMS)
            .because("what is worth saying is worth a log line")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule nobody_sleeps = noClasses()
            .should()
            .accessTargetWhere(isCallOf("Thread.sleep", Set.of("sleep"), Thread.class))
            .because("a sleeping thread can be neither tested nor stopped")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule time_is_injected = noClasses()
            .that(areNotWiring())
            .should()
            .accessTargetWhere(readsTheClock())
            .because("a test must be able to drive time")
            .allowEmptyShould(true);

    @ArchTest
    public static final ArchRule randomness_and_ids_are_injected = noClasses()
            .that(areNotWiring())
            .should()
            .accessTargetWhere(isCallOf("UUID.randomUUID", Set.of("randomUUID"), UUID.class))
            .orShould()
            .accessTargetWhere(isCallOf("Math.random", Set.of("random"), Math.class))
            .orShould()
            .accessTargetWhere(isCallOf("new Random", Set.of("<init>"), Random.class))
            .orShould()
            .accessTargetWhere(isCallOf("ThreadLocalRandom.current", Set.of("current"), ThreadLocalRandom.class))
            .because("a test must be able to choose")
            .allowEmptyShould(true);

    private HouseRules() {}

    /** Where the real clock and the real randomness come in. */
    private static DescribedPredicate<JavaClass> areNotWiring() {
        return DescribedPredicate.not(simpleNameEndingWith("Configuration").or(simpleNameEndingWith("Application")));
    }

    private static DescribedPredicate<JavaAccess<?>> readsTheClock() {
        return describe(
                "reads the clock",
                access -> isNowWithoutClock(access)
                        || isCallOf("", Set.of("currentTimeMillis"), System.class)
                                .test(access)
                        || isCallOf("", Set.of("systemUTC", "systemDefaultZone", "system"), Clock.class)
                                .test(access)
                        || isCallOf("", Set.of("system"), InstantSource.class).test(access));
    }

    private static boolean isNowWithoutClock(JavaAccess<?> access) {
        boolean takesNoClock = !access.getTarget().getFullName().contains(Clock.class.getName());
        return takesNoClock
                && isCallOf(
                                "",
                                Set.of("now"),
                                Instant.class,
                                LocalDate.class,
                                LocalDateTime.class,
                                OffsetDateTime.class,
                                ZonedDateTime.class)
                        .test(access);
    }

    /** Calls and method references alike: {@code UUID::randomUUID} is no way around the rule. */
    private static DescribedPredicate<JavaAccess<?>> isCallOf(
            String description, Set<String> names, Class<?>... owners) {
        return describe(
                description,
                access -> names.contains(access.getTarget().getName())
                        && Set.of(owners).stream()
                                .anyMatch(owner -> access.getTargetOwner().isEquivalentTo(owner)));
    }
}

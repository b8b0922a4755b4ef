package dev.colophon.testkit.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.colophon.fixtureone.common.Anything;
import dev.colophon.fixtureone.first.First;
import dev.colophon.fixtureone.second.Curious;
import dev.colophon.fixtureone.second.Offences;
import dev.colophon.fixtureone.second.Second;
import dev.colophon.fixturetwo.Stranger;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HouseRulesTest {

    private static final Map<String, List<List<Class<?>>>> OFFENDERS = Map.of(
            "steps_form_no_cycle", List.of(List.of(First.class, Second.class)),
            "no_service_knows_another", List.of(List.of(Curious.class, Stranger.class)),
            "nothing_is_injected_into_fields", List.of(List.of(Offences.FieldInjected.class)),
            "names_say_what_a_class_is", List.of(List.of(Offences.StoryImpl.class), List.of(Offences.StoryDto.class)),
            "packages_are_steps", List.of(List.of(Anything.class)),
            "one_logger", List.of(List.of(Offences.OtherLogger.class)),
            "nothing_is_printed", List.of(List.of(Offences.Printer.class)),
            "nobody_sleeps", List.of(List.of(Offences.Sleeper.class)),
            "time_is_injected",
                    List.of(
                            List.of(Offences.ClockReader.class),
                            List.of(Offences.MillisReader.class),
                            List.of(Offences.ClockMaker.class)),
            "randomness_and_ids_are_injected",
                    List.of(List.of(Offences.IdByReference.class), List.of(Offences.Dice.class)));

    @ParameterizedTest
    @MethodSource("rules")
    void every_rule_can_fail(Field rule) throws IllegalAccessException {
        assertThat(OFFENDERS).containsKey(rule.getName());
        for (List<Class<?>> offenders : OFFENDERS.getOrDefault(rule.getName(), List.of())) {
            assertThat(((ArchRule) rule.get(null)).evaluate(classes(offenders)).hasViolation())
                    .as("%s by %s", rule.getName(), offenders)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void clean_classes_pass_every_rule(Field rule) throws IllegalAccessException {
        JavaClasses clean = classes(List.of(Offences.Driven.class, Offences.WiringConfiguration.class, Offences.class));

        ((ArchRule) rule.get(null)).check(clean);
    }

    @Test
    void the_test_knows_every_rule() {
        assertThat(rules().map(Field::getName)).containsExactlyInAnyOrderElementsOf(OFFENDERS.keySet());
    }

    private static Stream<Field> rules() {
        return Arrays.stream(HouseRules.class.getFields()).filter(field -> field.isAnnotationPresent(ArchTest.class));
    }

    private static JavaClasses classes(List<Class<?>> types) {
        return new ClassFileImporter().importClasses(types);
    }
}

package dev.colophon.wordpresspublisher.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelCheckTest {

    static Stream<Bounds> configurations() {
        return Stream.of(
                Bounds.named("smoke").claims(2).crashes(1).losses(1).expiries(1),
                Bounds.named("smoke, update")
                        .claims(3)
                        .crashes(1)
                        .losses(1)
                        .expiries(1)
                        .commands(1, Command.UPDATE, Command.UNPUBLISH),
                Bounds.named("smoke, edits")
                        .claims(3)
                        .crashes(1)
                        .losses(1)
                        .expiries(1)
                        .edits(1, Edit.TRASH, Edit.DELETE, Edit.WITHDRAW, Edit.RESTORE));
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void all_holds(Bounds bounds) {
        Exploration found = Explorer.explore(bounds);
        System.out.println(found.line());
        if (found.violation() != null) {
            System.out.println(found.violation());
        }
        assertThat(found.holds()).isTrue();
    }
}

package dev.colophon.local.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.local.terminal.Terminal;
import dev.colophon.local.up.Steps.Step;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class StepsTest {

    private final StringWriter said = new StringWriter();

    @Test
    void each_thing_done_leaves_one_line() throws Exception {
        try (var steps = steps()) {
            steps.together(List.of(new Step("Kafka", _ -> {}), new Step("WordPress", _ -> {})));
        }

        assertThat(said.toString().lines().filter(line -> line.startsWith("✓")))
                .hasSize(2)
                .anyMatch(line -> line.contains("Kafka"))
                .anyMatch(line -> line.contains("WordPress"));
    }

    @Test
    void things_are_done_side_by_side() throws Exception {
        var both = new CountDownLatch(2);
        Steps.Work meeting = _ -> {
            both.countDown();
            both.await();
        };

        try (var steps = steps()) {
            steps.together(List.of(new Step("one", meeting), new Step("other", meeting)));
        }
    }

    @Test
    void a_failure_is_told_at_once_and_the_others_are_not_waited_for() {
        var never = new CountDownLatch(1);

        try (var steps = steps()) {
            assertThatThrownBy(() ->
                            steps.together(List.of(new Step("slow", _ -> never.await()), new Step("broken", _ -> {
                                throw new IllegalStateException("no disk");
                            }))))
                    .isInstanceOfSatisfying(
                            Steps.Failed.class,
                            failed -> assertThat(failed.step()).isEqualTo("broken"))
                    .hasMessage("no disk");
        }
        assertThat(said.toString()).contains("✗ broken", "– slow");
    }

    private Steps steps() {
        var writer = new PrintWriter(said, true);
        return new Steps(new Terminal(writer, writer, false), InstantSource.system());
    }
}

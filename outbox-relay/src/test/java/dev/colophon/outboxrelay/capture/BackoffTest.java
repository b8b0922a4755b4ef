package dev.colophon.outboxrelay.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(5));

    @Test
    void doubles_up_to_its_bound_while_engines_end_early() {
        assertThat(pauseAfter(0)).isEqualTo(1);
        assertThat(pauseAfter(0)).isEqualTo(2);
        assertThat(pauseAfter(5)).isEqualTo(4);
        assertThat(pauseAfter(0)).isEqualTo(5);
        assertThat(pauseAfter(0)).isEqualTo(5);
    }

    @Test
    void begins_anew_after_an_engine_that_lasted() {
        pauseAfter(0);
        pauseAfter(0);

        assertThat(pauseAfter(6)).isEqualTo(1);
        assertThat(pauseAfter(0)).isEqualTo(2);
    }

    private long pauseAfter(long lifeSeconds) {
        return backoff.after(Duration.ofSeconds(lifeSeconds)).toSeconds();
    }
}

package dev.colophon.publishapi.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Backoff backoff = new Backoff(FIRST, LONGEST);
    private final Random random = new Random(11);

    @Test
    void each_pause_is_random_within_a_bound_that_doubles_up_to_the_longest() {
        for (var attempt = 1; attempt < 2000; attempt++) {
            var bound = Math.min(5000 * Math.pow(2, Math.min(attempt - 1, 60)), (double) LONGEST.toMillis());
            var pause = backoff.after(attempt, Duration.ZERO, random);
            assertThat(pause.toMillis()).as("attempt %d", attempt).isBetween(0L, (long) bound);
        }
        assertThat(random.ints(50)
                        .mapToObj(_ -> backoff.after(30, Duration.ZERO, random))
                        .distinct())
                .hasSizeGreaterThan(40);
    }

    @Test
    void what_the_receiver_asks_for_is_waited_for_up_to_the_longest_pause() {
        assertThat(backoff.after(1, Duration.ofMinutes(10), random)).isEqualTo(Duration.ofMinutes(10));
        assertThat(backoff.after(1, Duration.ofDays(300), random)).isEqualTo(LONGEST);
    }
}

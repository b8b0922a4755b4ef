package dev.colophon.publishapi.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.publishapi.client.ClientId;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

    private static final ClientId ONE = new ClientId(new UUID(0, 1));
    private static final ClientId TWO = new ClientId(new UUID(0, 2));

    private final AtomicLong nanos = new AtomicLong(1);
    private final RateLimits limits =
            new RateLimits(new RateLimitProperties(6, Duration.ofMinutes(1)), new DrivenTime(nanos));

    @Test
    void what_is_granted_at_once_is_bounded_and_comes_back_evenly() {
        for (var left = 5; left >= 0; left--) {
            var taken = limits.take(ONE);
            assertThat(taken.granted()).isTrue();
            assertThat(taken.remaining()).isEqualTo(left);
        }
        var refused = limits.take(ONE);
        assertThat(refused.granted()).isFalse();
        assertThat(refused.nextAfter()).isEqualTo(Duration.ofSeconds(10));

        nanos.addAndGet(refused.nextAfter().toNanos());
        assertThat(limits.take(ONE).granted()).isTrue();
        assertThat(limits.take(ONE).granted()).isFalse();
        nanos.addAndGet(Duration.ofMinutes(5).toNanos());
        assertThat(limits.take(ONE).remaining()).isEqualTo(5);
    }

    @Test
    void one_clients_haste_is_not_anothers_wait() {
        for (var number = 0; number < 20; number++) {
            limits.take(ONE);
        }

        assertThat(limits.take(TWO).granted()).isTrue();
    }

    @Test
    void work_that_came_in_one_request_counts_as_many_and_is_refused_as_a_whole_where_they_are_not_left() {
        limits.take(ONE);
        limits.charge(ONE, 3);

        assertThatThrownBy(() -> limits.charge(ONE, 3)).hasMessageContaining("counts as 3 requests, and 2 are left");
        limits.charge(ONE, 2);
        assertThat(limits.take(ONE).granted()).isFalse();
    }

    @Test
    void work_that_is_more_than_there_can_ever_be_waits_for_all_of_it_and_no_longer() {
        limits.take(ONE);
        limits.charge(ONE, 500);
        assertThat(limits.take(ONE).granted()).isFalse();

        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        limits.take(ONE);
        limits.charge(ONE, 500);
    }

    @Test
    void what_is_left_is_told_without_taking_any_of_it_and_a_wait_is_rounded_up() {
        limits.take(ONE);
        nanos.addAndGet(1);

        assertThat(limits.left(ONE)).isEqualTo(new RateLimits.Left(5, Duration.ofSeconds(10)));
        assertThat(limits.left(ONE)).isEqualTo(new RateLimits.Left(5, Duration.ofSeconds(10)));
        assertThat(limits.left(TWO)).isEqualTo(new RateLimits.Left(6, Duration.ZERO));
    }

    @Test
    void who_has_none_left_is_refused_with_the_limit_in_its_words() {
        for (var number = 0; number < 6; number++) {
            limits.require(ONE);
        }

        assertThatThrownBy(() -> limits.require(ONE)).hasMessageContaining("6 requests in 60 s");
    }

    @Test
    void a_limit_of_nothing_stops_the_start() {
        assertThatThrownBy(() -> new RateLimitProperties(0, Duration.ofMinutes(1)))
                .hasMessageContaining("colophon.rate-limit");
        assertThatThrownBy(() -> new RateLimitProperties(1, Duration.ZERO)).hasMessageContaining("colophon.rate-limit");
    }

    private record DrivenTime(AtomicLong nanos) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}

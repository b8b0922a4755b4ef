package dev.colophon.wordpresspublisher.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private static final RetryPolicy POLICY = new RetryPolicy(
            Duration.ofSeconds(2),
            Duration.ofMinutes(5),
            12,
            Duration.ofDays(3),
            Duration.ofSeconds(45),
            3,
            Duration.ofHours(1),
            Duration.ofMinutes(5));
    private static final Problem PROBLEM = new Problem("WP_X", "x", null);

    @Test
    void delays_spread_from_zero_to_the_doubled_base_and_never_over_the_cap() {
        long seed = 20_261_124;
        var random = new Random(seed);
        for (int failures = 0; failures < 100; failures++) {
            long ceiling = (long) Math.min(300_000d, 2000d * Math.pow(2, failures));
            long least = Long.MAX_VALUE;
            long most = 0;
            for (int draw = 0; draw < 1000; draw++) {
                long delay = POLICY.backoff(failures, random::nextDouble).toMillis();
                assertThat(delay).as("seed %d, failure %d", seed, failures).isBetween(0L, ceiling);
                least = Math.min(least, delay);
                most = Math.max(most, delay);
            }
            assertThat(least).isLessThan(ceiling / 10);
            assertThat(most).isGreaterThan(ceiling / 10 * 9);
        }
    }

    @Test
    void a_delay_that_no_number_could_hold_is_the_cap() {
        var patient = new RetryPolicy(
                Duration.ofDays(150),
                Duration.ofDays(200),
                1,
                Duration.ofDays(1),
                Duration.ofDays(1),
                1,
                Duration.ofDays(1),
                Duration.ofDays(1));

        assertThat(patient.backoff(100, () -> 1)).isEqualTo(Duration.ofDays(200));
    }

    @Test
    void an_unknown_end_is_neither_success_nor_failure() {
        var verdict = judge(new WordPressFailure.Unknown(PROBLEM), Trouble.none());

        assertThat(verdict).isInstanceOfSatisfying(Verdict.Again.class, again -> {
            assertThat(again.unconfirmed()).isTrue();
            assertThat(again.outcome()).isEqualTo("unknown");
        });
    }

    @Test
    void unknown_ends_are_parked_at_the_bound_with_the_last_reason() {
        var before = judge(new WordPressFailure.Unknown(PROBLEM), new Trouble(10, 10, Duration.ZERO, false));
        var at = judge(new WordPressFailure.Unknown(PROBLEM), new Trouble(11, 11, Duration.ZERO, false));

        assertThat(before).isInstanceOf(Verdict.Again.class);
        assertThat(at).isInstanceOf(Verdict.Parked.class);
        assertThat(at.problem().code()).isEqualTo("RETRIES_EXHAUSTED");
        assertThat(at.problem().detail()).contains("12 attempts", "WP_X");
    }

    @Test
    void a_site_that_is_down_uses_up_no_attempts_but_its_time() {
        var longAgo = new Trouble(500, 0, Duration.ofHours(71), false);
        var tooLongAgo = new Trouble(500, 0, Duration.ofDays(3), false);

        for (var failure : new WordPressFailure[] {
            new WordPressFailure.NotSent(PROBLEM),
            new WordPressFailure.SiteFault(PROBLEM),
            new WordPressFailure.Retryable(PROBLEM, null)
        }) {
            assertThat(judge(failure, longAgo))
                    .isInstanceOfSatisfying(
                            Verdict.Again.class,
                            again -> assertThat(again.strike()).isFalse());
            assertThat(judge(failure, tooLongAgo).problem().code()).isEqualTo("WAITED_TOO_LONG");
        }
    }

    @Test
    void retry_after_is_honoured_and_capped() {
        assertThat(delay(new WordPressFailure.Retryable(PROBLEM, Duration.ofMinutes(10))))
                .isEqualTo(Duration.ofMinutes(10));
        assertThat(delay(new WordPressFailure.Retryable(PROBLEM, Duration.ofDays(400))))
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void what_is_needed_and_not_found_waits_by_its_own_knobs_and_is_never_terminal_at_first() {
        var missing = new WordPressFailure.Missing(PROBLEM);

        assertThat(delay(missing)).isBetween(Duration.ofSeconds(45), Duration.ofSeconds(68));
        assertThat(judge(missing, new Trouble(2, 2, Duration.ZERO, false))).isInstanceOf(Verdict.Again.class);
        assertThat(judge(missing, new Trouble(3, 3, Duration.ZERO, false)))
                .isInstanceOfSatisfying(
                        Verdict.Parked.class,
                        parked -> assertThat(parked.problem().detail()).startsWith("Looked 4 times"));
    }

    @Test
    void lost_credentials_never_park_a_story() {
        assertThat(judge(
                        new WordPressFailure.CredentialsLost(PROBLEM), new Trouble(900, 0, Duration.ofDays(90), false)))
                .isInstanceOfSatisfying(
                        Verdict.Again.class,
                        again -> assertThat(again.outcome()).isEqualTo("credentials_lost"));
    }

    @Test
    void a_refusal_fails_at_once_in_the_sites_words() {
        assertThat(judge(new WordPressFailure.Permanent(PROBLEM), Trouble.none()))
                .isEqualTo(new Verdict.Failed(PROBLEM, "permanent"));
    }

    @Test
    void while_a_write_has_an_unknown_end_waiting_for_the_site_stays_unconfirmed() {
        assertThat(judge(new WordPressFailure.NotSent(PROBLEM), new Trouble(0, 0, Duration.ZERO, true)))
                .isInstanceOfSatisfying(
                        Verdict.Again.class,
                        again -> assertThat(again.unconfirmed()).isTrue());
    }

    private static Verdict judge(WordPressFailure failure, Trouble trouble) {
        return POLICY.judge(failure, trouble, () -> 0.5);
    }

    private static Duration delay(WordPressFailure failure) {
        return judge(failure, Trouble.none()) instanceof Verdict.Again again ? again.delay() : Duration.ofDays(-1);
    }
}

package dev.colophon.wordpresspublisher.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.wordpresspublisher.site.CredentialStanding.Code;
import dev.colophon.wordpresspublisher.site.CredentialStanding.Evidence;
import dev.colophon.wordpresspublisher.site.CredentialStanding.State;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CredentialStandingTest {

    private static final Instant SET = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Evidence PLAIN = new Evidence(SET, false, null, null);

    @Test
    void a_password_is_due_from_the_day_that_its_age_says_and_not_before() {
        assertThat(CredentialStanding.of(PLAIN, YEAR, SET.plus(YEAR).minusMillis(1)))
                .isEqualTo(new CredentialStanding(State.OK, null, null, SET));
        assertThat(CredentialStanding.of(PLAIN, YEAR, SET.plus(YEAR)))
                .isEqualTo(new CredentialStanding(State.DUE, Code.SITE_CREDENTIALS_OLD, SET.plus(YEAR), SET));
    }

    @Test
    void without_a_period_none_is_due_by_its_age() {
        assertThat(CredentialStanding.of(PLAIN, Duration.ZERO, SET.plusSeconds(1_000_000_000))
                        .state())
                .isEqualTo(State.OK);
    }

    @Test
    void what_an_older_key_sealed_is_due_at_once_and_nobody_knows_since_when() {
        assertThat(CredentialStanding.of(new Evidence(SET, true, null, null), YEAR, SET))
                .isEqualTo(new CredentialStanding(State.DUE, Code.SITE_CREDENTIALS_OLD_KEY, null, SET));
    }

    @Test
    void a_refusal_is_graver_than_all_else() {
        var refused = new Evidence(SET, true, Code.WP_CREDENTIALS_LOST, SET.plusSeconds(5));

        assertThat(CredentialStanding.of(refused, YEAR, SET.plus(YEAR)))
                .isEqualTo(new CredentialStanding(State.REFUSED, Code.WP_CREDENTIALS_LOST, SET.plusSeconds(5), SET));
    }
}

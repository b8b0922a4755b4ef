package dev.colophon.wordpresspublisher.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How many entries of a site are given out, and when there will be more. */
class DueEntriesTest extends OneEntry {

    DueEntriesTest(PostgresServer postgres) {
        super(postgres);
    }

    @Test
    void a_site_has_no_more_visits_at_a_time_than_its_cap() {
        for (int i = 0; i < 5; i++) {
            accept(new PublicationId(UUID.randomUUID()), 1, 1);
        }

        assertThat(claim(10)).hasSize(2);
        assertThat(claim(10)).isEmpty();
        jdbc.sql("UPDATE site_state SET max_concurrency = 4").update();
        assertThat(claim(10)).hasSize(2);
    }

    @Test
    void a_site_with_a_pace_gives_what_a_second_of_it_is_worth_and_rests_for_as_long() {
        for (int i = 0; i < 5; i++) {
            accept(new PublicationId(UUID.randomUUID()), 1, 1);
        }
        jdbc.sql("UPDATE site_state SET max_concurrency = 10, max_visits_per_minute = 1")
                .update();

        assertThat(claim(10)).hasSize(1);
        assertThat(claim(10)).isEmpty();
        jdbc.sql("UPDATE site_state SET max_visits_per_minute = 180, paced_until = clock_timestamp()")
                .update();
        assertThat(claim(10)).hasSize(3);
        jdbc.sql("UPDATE site_state SET max_visits_per_minute = NULL, paced_until = NULL")
                .update();
        assertThat(claim(10)).hasSize(1);
    }

    @Test
    void the_next_work_is_known_without_looking_again_and_again() {
        assertThat(due.untilNextWork()).isEmpty();
        accept(publication, 1, 1);
        assertThat(due.untilNextWork())
                .hasValueSatisfying(until -> assertThat(until).isLessThanOrEqualTo(Duration.ZERO));
        claim(10);
        assertThat(due.untilNextWork())
                .hasValueSatisfying(until -> assertThat(until).isPositive());
    }
}

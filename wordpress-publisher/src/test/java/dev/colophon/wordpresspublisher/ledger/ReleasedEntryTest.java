package dev.colophon.wordpresspublisher.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.wordpresspublisher.protocol.Change;
import dev.colophon.wordpresspublisher.protocol.OnRecord;
import dev.colophon.wordpresspublisher.protocol.RemoteState;
import dev.colophon.wordpresspublisher.protocol.SeenPost;
import dev.colophon.wordpresspublisher.protocol.SeenStatus;
import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What an entry is after a visit that ended. */
class ReleasedEntryTest extends OneEntry {

    ReleasedEntryTest(PostgresServer postgres) {
        super(postgres);
    }

    @Test
    void a_newer_revision_that_comes_during_a_visit_stays_due() {
        accept(publication, 1, 1);
        Claim claim = claim(10).getFirst();
        ledger.checkpoint(claim, new PostId(7));
        accept(publication, 1, 2);

        var seen = new SeenPost(new PostId(7), SeenStatus.PUBLISH, "s", "https://x/s", "sha256:1", true);
        assertThat(ledger.release(claim, new Outcome.Settled(RemoteState.PUBLIC, seen, null, null)))
                .isTrue();

        Claim next = claim(10).getFirst();
        assertThat(next.wanted().revision()).isEqualTo(2);
        assertThat(next.wanted().settled()).isFalse();
        assertThat(next.onRecord())
                .isEqualTo(new OnRecord.Post(new PostId(7), RemoteState.PUBLIC, "s", "sha256:1", false, 1L, null));
    }

    @Test
    void what_the_visit_of_an_older_revision_met_is_not_told_by_the_row_of_a_newer_one() {
        var parked = new Outcome.Reason("parked", "RETRIES_EXHAUSTED");
        for (Outcome met : List.of(
                new Outcome.Troubled("deferred", "WP_UNREACHABLE", true, true, Duration.ofHours(1), null),
                new Outcome.GivenUp(parked, null, Duration.ofHours(1), null))) {
            var story = new PublicationId(UUID.randomUUID());
            accept(story, 1, 1);
            Claim older = claim(1).getFirst();
            accept(story, 1, 2);

            assertThat(ledger.release(older, met)).isTrue();

            assertThat(number(
                            "SELECT count(*) FROM ledger WHERE revision = 2 AND num_nonnulls(last_kind, last_code, waiting_since) = 0"
                                    + " AND failures + strikes = 0 AND NOT given_up AND due_at <= clock_timestamp()"))
                    .as(met.toString())
                    .isOne();
            postgres.clear("wordpress_publisher");
        }
    }

    @Test
    void what_was_given_up_is_looked_at_again_as_the_same_attempt_and_only_where_there_is_a_post() {
        var reason = new Outcome.Reason("parked", "RETRIES_EXHAUSTED");
        accept(publication, 1, 1);
        Claim without = claim(10).getFirst();
        ledger.release(without, new Outcome.GivenUp(reason, null, Duration.ZERO, null));
        assertThat(claim(10)).isEmpty();

        accept(publication, 1, 2);
        Claim claim = claim(10).getFirst();
        assertThat(claim.wanted().givenUp()).isFalse();
        ledger.checkpoint(claim, new PostId(7));
        assertThat(ledger.intend(claim, Change.PUBLISH, false)).isTrue();
        ledger.release(claim, new Outcome.GivenUp(reason, null, Duration.ZERO, null));

        Claim look = claim(10).getFirst();
        assertThat(look.wanted().givenUp()).isTrue();
        assertThat(look.attempt()).isEqualTo(claim.attempt());
        assertThat(look.onRecord())
                .isInstanceOfSatisfying(
                        OnRecord.Post.class,
                        post -> assertThat(post.publicRevision()).isEqualTo(2L));
        ledger.release(look, new Outcome.Troubled("deferred", "WP_UNREACHABLE", true, false, Duration.ZERO, null));
        assertThat(jdbc.sql("SELECT last_kind || ' ' || last_code FROM ledger")
                        .query(String.class)
                        .single())
                .isEqualTo("parked RETRIES_EXHAUSTED");
    }

    @Test
    void a_look_that_nothing_stood_in_the_way_of_ends_the_waiting_that_an_earlier_one_began() {
        accept(publication, 1, 1);
        Claim claim = claim(10).getFirst();
        ledger.checkpoint(claim, new PostId(7));
        ledger.release(
                claim,
                new Outcome.GivenUp(new Outcome.Reason("parked", "RETRIES_EXHAUSTED"), null, Duration.ZERO, null));
        ledger.release(
                claim(10).getFirst(),
                new Outcome.Troubled("deferred", "WP_UNREACHABLE", true, false, Duration.ZERO, null));
        assertThat(number("SELECT count(*) FROM ledger WHERE waiting_since IS NOT NULL"))
                .isOne();

        ledger.release(claim(10).getFirst(), new Outcome.Unchanged(null, Duration.ZERO));

        assertThat(number("SELECT count(*) FROM ledger WHERE waiting_since IS NULL AND given_up"))
                .isOne();
    }
}

package dev.colophon.wordpresspublisher.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.wordpresspublisher.protocol.Change;
import dev.colophon.wordpresspublisher.publication.Action;
import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A cancel takes an entry back until a post is on record for it. */
class CancelledEntryTest extends OneEntry {

    CancelledEntryTest(PostgresServer postgres) {
        super(postgres);
    }

    @Test
    void a_cancel_before_the_checkpoint_leaves_nothing_wanted_and_takes_the_claim_away() {
        accept(publication, 1, 1);
        Claim working = claim(10).getFirst();

        assertThat(accept(publication, 1, 2, Action.CANCEL)).isEqualTo(new Accepted.Cancelled(1));

        assertThat(ledger.checkpoint(working, new PostId(7))).isInstanceOf(Checkpoint.LeaseLost.class);
        assertThat(ledger.intend(working, Change.PUBLISH, false)).isFalse();
        assertThat(ledger.release(working, new Outcome.Unchanged(null, null))).isFalse();
        assertThat(claim(10)).isEmpty();
        assertThat(accept(publication, 1, 2, Action.CANCEL)).isEqualTo(new Accepted.Stale());
        assertThat(accept(publication, 1, 1)).isEqualTo(new Accepted.Stale());
        assertThat(accept(publication, 1, 3)).isEqualTo(new Accepted.Due());
        assertThat(claim(10)).hasSize(1);
    }

    @Test
    void a_cancel_after_the_checkpoint_changes_nothing_that_is_wanted_and_is_refused_once() {
        accept(publication, 1, 1);
        Claim working = claim(10).getFirst();
        ledger.checkpoint(working, new PostId(7));

        assertThat(accept(publication, 1, 2, Action.CANCEL))
                .isInstanceOfSatisfying(
                        Accepted.TooLate.class,
                        late -> assertThat(late.remoteId()).isEqualTo(7));

        assertThat(accept(publication, 1, 2, Action.CANCEL)).isEqualTo(new Accepted.Stale());
        assertThat(number("SELECT revision FROM ledger")).isOne();
        assertThat(ledger.intend(working, Change.PUBLISH, false)).isTrue();
    }

    @Test
    void a_cancel_of_what_was_never_heard_of_keeps_the_older_request_out() {
        assertThat(accept(publication, 1, 2, Action.CANCEL)).isEqualTo(new Accepted.Cancelled(1));

        assertThat(accept(publication, 1, 1)).isEqualTo(new Accepted.Stale());
        assertThat(claim(10)).isEmpty();
    }

    @Test
    void a_cancel_races_the_checkpoint_and_exactly_one_of_them_wins() throws Exception {
        int rounds = 0;
        int cancelled = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // A machine may favour one of the two for long: it goes on until both orders were seen.
            while (rounds < 60 || (rounds < 1_000 && (cancelled == 0 || cancelled == rounds))) {
                rounds++;
                var story = new PublicationId(UUID.randomUUID());
                accept(story, 1, 1);
                Claim working = claim(10).getFirst();
                var start = new CyclicBarrier(2);
                Future<Checkpoint> checkpoint = threads.submit(() -> {
                    start.await();
                    return transaction.execute(_ -> ledger.checkpoint(working, new PostId(7)));
                });
                Future<Accepted> cancel = threads.submit(() -> {
                    start.await();
                    return transaction.execute(_ -> accept(story, 1, 2, Action.CANCEL));
                });

                boolean isCancelled = cancel.get() instanceof Accepted.Cancelled;
                assertThat(checkpoint.get() instanceof Checkpoint.Held).isNotEqualTo(isCancelled);
                cancelled += isCancelled ? 1 : 0;
                postgres.clear("wordpress_publisher");
            }
        }
        assertThat(number("SELECT count(*) FROM ledger WHERE cancelled AND remote_id IS NOT NULL"))
                .isZero();
        assertThat(cancelled)
                .as("of " + rounds + ", so that both orders were seen")
                .isBetween(1, rounds - 1);
    }
}

package dev.colophon.wordpresspublisher.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.wordpresspublisher.protocol.Change;
import dev.colophon.wordpresspublisher.publication.PostId;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LedgerTest extends OneEntry {

    LedgerTest(PostgresServer postgres) {
        super(postgres);
    }

    @Test
    void the_same_and_older_revisions_change_nothing() {
        assertThat(accept(publication, 1, 2)).isEqualTo(new Accepted.Due());

        assertThat(accept(publication, 1, 2)).isEqualTo(new Accepted.Stale());
        assertThat(accept(publication, 1, 1)).isEqualTo(new Accepted.Stale());
        assertThat(accept(publication, 1, 3)).isEqualTo(new Accepted.Due());
        assertThat(number("SELECT revision FROM ledger")).isEqualTo(3);
    }

    @Test
    void a_claim_is_held_by_one_and_its_token_grows() {
        accept(publication, 1, 1);
        Claim first = claim(10).getFirst();
        assertThat(claim(10)).isEmpty();

        expire();
        Claim second = claim(10).getFirst();

        assertThat(second.token()).isEqualTo(first.token() + 1);
        assertThat(second.content()).isEqualTo(content());
    }

    @Test
    void a_holder_whose_claim_has_passed_on_changes_nothing() {
        accept(publication, 1, 1);
        Claim old = claim(10).getFirst();
        expire();
        Claim current = claim(10).getFirst();

        assertThat(ledger.intend(old, Change.PUBLISH, false)).isFalse();
        assertThat(ledger.checkpoint(old, new PostId(7))).isInstanceOf(Checkpoint.LeaseLost.class);
        assertThat(ledger.release(old, new Outcome.Unchanged(null, null))).isFalse();
        assertThat(ledger.checkpoint(current, new PostId(8))).isInstanceOf(Checkpoint.Held.class);
        assertThat(number("SELECT remote_id FROM ledger")).isEqualTo(8);
    }

    @Test
    void an_intent_needs_a_lease_that_has_not_run_out() {
        accept(publication, 1, 1);
        Claim claim = claim(10).getFirst();
        ledger.checkpoint(claim, new PostId(7));
        expire();

        assertThat(ledger.intend(claim, Change.PUBLISH, false)).isFalse();
    }

    @Test
    void a_post_id_is_set_once() {
        accept(publication, 1, 1);
        Claim claim = claim(10).getFirst();

        assertThat(ledger.checkpoint(claim, new PostId(7))).isInstanceOf(Checkpoint.Held.class);
        assertThat(ledger.checkpoint(claim, new PostId(7))).isInstanceOf(Checkpoint.Held.class);
        assertThat(ledger.checkpoint(claim, new PostId(9))).isEqualTo(new Checkpoint.Taken(new PostId(7)));
    }

    @Test
    void a_worker_that_died_after_its_intent_leaves_an_unsettled_write() {
        accept(publication, 1, 1);
        Claim claim = claim(10).getFirst();
        ledger.checkpoint(claim, new PostId(7));
        assertThat(ledger.intend(claim, Change.PUBLISH, false)).isTrue();
        expire();

        var unsettled = Objects.requireNonNull(claim(10).getFirst().unsettled());
        assertThat(unsettled.change()).isEqualTo(Change.PUBLISH);
        assertThat(unsettled.lastSentAt()).isEqualTo(claim.leaseUntil());
    }
}

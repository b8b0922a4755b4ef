package dev.colophon.wordpresspublisher.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.wordpresspublisher.protocol.NextStep;
import dev.colophon.wordpresspublisher.protocol.OnRecord;
import dev.colophon.wordpresspublisher.publication.Action;
import dev.colophon.wordpresspublisher.publication.PostId;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

/** When an entry begins anew without a post. */
class GenerationsTest extends OneEntry {

    GenerationsTest(PostgresServer postgres) {
        super(postgres);
    }

    @Test
    void a_new_generation_starts_without_a_post_and_the_old_one_is_kept_on_record() {
        Claim retry = retryOf(new PostId(7));

        assertThat(ledger.openGeneration(retry, absenceOf(7))).isTrue();

        expire();
        Claim next = claim(10).getFirst();
        assertThat(next.slot().generation()).isEqualTo(2);
        assertThat(next.onRecord()).isEqualTo(new OnRecord.Nothing());
        assertThat(next.wanted().overrides()).isFalse();
        assertThat(jdbc.sql("SELECT * FROM closed_generation").query().singleRow())
                .containsEntry("generation", 1)
                .containsEntry("remote_id", 7L)
                .containsEntry("closed_because", "WP_DRAFT_REMOVED")
                .containsEntry("evidence", "Post 7: It is gone.")
                .containsEntry("by_revision", 2L);
    }

    @Test
    void a_generation_is_opened_once_and_only_by_a_retry_that_still_stands() {
        Claim retry = retryOf(new PostId(7));
        assertThat(ledger.openGeneration(retry, absenceOf(8))).isFalse();
        accept(publication, 1, 3, Action.UNPUBLISH);
        assertThat(ledger.openGeneration(retry, absenceOf(7))).isFalse();

        accept(publication, 1, 4, Action.RETRY);
        accept(publication, 1, 5, Action.PUBLISH); // newer content takes back no retry
        assertThat(ledger.openGeneration(retry, absenceOf(7))).isTrue();
        assertThat(ledger.openGeneration(retry, absenceOf(7))).isFalse();
        assertThat(number("SELECT generation FROM ledger")).isEqualTo(2);
    }

    @Test
    void a_request_of_a_higher_generation_raises_it_only_while_no_post_is_on_record() {
        accept(publication, 1, 1);
        assertThat(accept(publication, 3, 2)).isEqualTo(new Accepted.Due());
        assertThat(accept(publication, 1, 3)).isEqualTo(new Accepted.Due());
        ledger.checkpoint(claim(10).getFirst(), new PostId(7));

        assertThatThrownBy(() -> accept(publication, 4, 4)).isInstanceOf(DataIntegrityViolationException.class);
    }

    private Claim retryOf(PostId post) {
        accept(publication, 1, 1);
        ledger.checkpoint(claim(10).getFirst(), post);
        accept(publication, 1, 2, Action.RETRY);
        expire();
        return claim(10).getFirst();
    }

    private static NextStep.OpenGeneration absenceOf(long post) {
        return new NextStep.OpenGeneration(new PostId(post), "It is gone.");
    }
}

package dev.colophon.wordpresspublisher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.Fault;
import dev.colophon.wordpresspublisher.Contracts;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What the receipts give back to the ledger, and what the ledger tells anew. */
@PublisherTest
class ToldAgainTest extends AtWalkedSite {

    ToldAgainTest(PostgresServer postgres, @Autowired ApplicationContext service) {
        super(postgres, service);
    }

    @Test
    void the_receipts_give_the_record_back_while_the_site_is_away() {
        UUID site = newsroom.site(wordpress);
        Story story = newsroom.story(site, "remembered").want();
        long post = story.awaitReceipt("published").path("post").path("id").longValue();
        damage.project(story.id());
        damage.forgetPost(story.id());
        damage.forgetReceipts(story.id());
        Fault away = wordpress.script().onNext(_ -> true).always().then(Fault.status(500));

        UUID run = walks.walk(site, new Orders(false, false, false, true));

        assertThat(away.fired()).isPositive();
        assertThat(walks.row(run)).containsEntry("state", "stopped");
        assertThat(walks.found(run))
                .singleElement()
                .satisfies(found -> assertThat(found.evidence()).isEqualTo("receipts"))
                .satisfies(found -> assertThat(found.kind()).isEqualTo("lost_record"));
        assertThat(story.row())
                .containsEntry("remote_id", post)
                .containsEntry("remote_state", "PUBLIC")
                .containsEntry("receipt_sequence", 3L);
    }

    /** A reset of the projection: docs/operations/reset-to-a-step.md. */
    @Test
    void what_was_put_back_to_a_step_is_seen_once_more_and_told_anew_without_a_write_at_the_site() {
        UUID site = newsroom.site(wordpress);
        Story reset = newsroom.story(site, "put-back").want();
        Story other = newsroom.story(site, "left-alone").want();
        long post = reset.awaitReceipt("published").path("post").path("id").longValue();
        other.awaitReceipt("published");
        damage.project(reset.id());
        damage.project(other.id());
        damage.invalidateAfter(reset.id(), "reserved");
        List<String> before = reset.kinds();
        long writes = writes();

        UUID dry = walks.walk(site, new Orders(true, false, false, true));
        UUID real = walks.walk(site, new Orders(false, false, false, true));

        assertThat(walks.results(dry)).containsExactly("not_done");
        assertThat(walks.found(real)).isEqualTo(walks.found(dry));
        assertThat(walks.found(real)).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo("untold");
            assertThat(found.publication()).isEqualTo(reset.id());
            assertThat(found.action()).isEqualTo("tell_again");
        });
        assertThat(reset.kinds()).hasSize(before.size() + 1).endsWith("published");
        assertThat(Contracts.errorsInReceipt(reset.receipts().getLast().toString()))
                .isEmpty();
        assertThat(reset.receipts().getLast().path("post").path("id").longValue())
                .isEqualTo(post);
        assertThat(reset.receipts().getLast().path("post").path("url").stringValue())
                .isNotBlank();
        assertThat(writes()).as("nothing is done twice").isEqualTo(writes);
        assertThat(reset.everPublicAt(wordpress)).isEqualTo(1);

        damage.project(reset.id());
        assertThat(walks.kinds(walks.walk(site, new Orders(false, false, false, true))))
                .as("told is told")
                .isEmpty();
        assertThat(other.kinds()).containsOnlyOnce("published");
    }

    @Test
    void what_was_put_back_to_a_step_is_not_told_as_published_while_the_site_shows_no_address_of_it() {
        UUID site = newsroom.site(wordpress);
        Story reset = newsroom.story(site, "put-back-to-nowhere").want();
        reset.awaitReceipt("published");
        damage.project(reset.id());
        damage.invalidateAfter(reset.id(), "reserved");
        Fault nowhere = wordpress
                .script()
                .onNext(request ->
                        request.method().equals("GET") && request.route().startsWith("/wp/v2/posts"))
                .always()
                .then(Fault.retold(words -> words.replaceAll("\"link\":\"[^\"]*\"", "\"link\":false")));

        UUID run = walks.walk(site, new Orders(false, false, false, true));

        assertThat(nowhere.fired()).isPositive();
        assertThat(walks.found(run))
                .extracting(found -> found.kind() + " " + found.action())
                .containsExactly("no_address none", "untold none");
        assertThat(reset.kinds()).containsExactly("claimed", "reserved", "published");

        wordpress.script().clear();
        walks.walk(site, new Orders(false, false, false, true));
        assertThat(reset.kinds()).endsWith("published", "published");
        assertThat(reset.receipts().getLast().path("post").path("url").stringValue())
                .isNotBlank();
    }

    @Test
    void of_what_was_put_back_to_the_start_the_reservation_is_told_anew_too() {
        UUID site = newsroom.site(wordpress);
        Story reset = newsroom.story(site, "put-back-to-the-start").want();
        reset.awaitReceipt("published");
        damage.project(reset.id());
        damage.invalidateAfter(reset.id(), "claimed");
        long writes = writes();

        walks.walk(site, new Orders(false, false, false, true));

        assertThat(reset.kinds()).containsExactly("claimed", "reserved", "published", "reserved", "published");
        assertThat(writes()).isEqualTo(writes);
    }

    private long writes() {
        return wordpress.requests().stream()
                .filter(request -> !request.method().equals("GET"))
                .count();
    }
}

package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.Fault;
import dev.colophon.testkit.wordpress.Gate;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

@PublisherTest
class UpdatesTest extends AtOneSite {

    UpdatesTest(PostgresServer postgres, @Autowired ApplicationContext service) {
        super(postgres, service);
    }

    @Test
    void an_update_goes_to_the_same_post() {
        Story story = story("updated").want();
        long id = story.awaitReceipt("published").path("post").path("id").longValue();

        story.want(request -> variant(request).put("html", "<p>Second edition.</p>"));
        story.awaitReceipt("published");

        assertThat(only(story).id()).isEqualTo(id);
        assertThat(only(story).content()).startsWith("<p>Second edition.</p>");
        assertThat(wordpress.requests().stream().filter(AtOneSite::creates)).hasSize(1);
    }

    @Test
    void an_unpublish_that_the_client_asks_for_is_no_removal_and_can_be_taken_back() {
        Story story = story("to-and-fro").want();
        story.awaitReceipt("published");

        story.want(request -> variant(request).put("visibility", "draft"));
        story.awaitReceipt("unpublished");
        assertThat(only(story).status()).isEqualTo("draft");

        story.want();
        story.awaitReceipt("published");
        assertThat(only(story).status()).isEqualTo("publish");
        assertThat(story.kinds()).doesNotContain("removed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"trash", "delete", "draft", "private"})
    void what_an_editor_takes_away_is_told_as_removed_and_never_posted_again(String how) {
        Story story = story("taken").want();
        long id = story.awaitReceipt("published").path("post").path("id").longValue();
        asEditor(how, id);

        story.want(request -> variant(request).put("html", "<p>Second edition.</p>"));
        JsonNode removed = story.awaitReceipt("removed");

        assertThat(removed.path("problem").path("code").stringValue()).isEqualTo("WP_POST_REMOVED");
        assertThat(story.row()).containsEntry("remote_state", "REMOVED").containsEntry("due_at", null);
        assertThat(wordpress.publicPosts()).isEmpty();
        assertThat(wordpress.requests().stream().filter(AtOneSite::creates)).hasSize(1);
    }

    @Test
    void a_reserved_draft_that_an_editor_trashes_is_parked_and_not_replaced() {
        crash.once("after:checkpointed");
        Story story = story("unwanted").want();
        story.awaitReceipt("reserved");
        await().untilAsserted(() -> assertThat(crash.fired()).isOne());
        asEditor("trash", only(story).id());

        newsroom.expireLease(story.id());
        JsonNode parked = story.awaitReceipt("parked");

        assertThat(parked.path("problem").path("code").stringValue()).isEqualTo("WP_DRAFT_REMOVED");
        assertThat(wordpress.publicPosts()).isEmpty();
        assertThat(only(story).status()).isEqualTo("trash");
    }

    @Test
    void a_different_state_waits_until_the_lost_request_can_land_no_more_and_wins_in_the_end() {
        Story story = story("editions").want();
        story.awaitReceipt("published");
        var gate = new Gate();
        Fault late = wordpress.script().onNext(AtOneSite::updates).times(100).then(Fault.hangBeforeWrite(gate));

        story.want(request -> variant(request).put("html", "<p>Second.</p>"));
        story.awaitReceipt("unconfirmed", 2);
        story.want(request -> variant(request).put("html", "<p>Third.</p>"));
        JsonNode waits = story.awaitReceipt("unconfirmed", 3);
        wordpress.script().clear();

        assertThat(late.fired()).isPositive();
        assertThat(waits.path("problem").path("code").stringValue()).isEqualTo("WP_LATE_REQUEST_POSSIBLE");
        assertThat(only(story).content()).startsWith("<!-- wp:paragraph -->");

        gate.open();
        await().untilAsserted(() -> assertThat(only(story).content()).startsWith("<p>Second.</p>"));
        newsroom.travel(story.id(), LATE_REQUEST_BOUND);
        story.awaitReceipt("published", 3);
        assertThat(only(story).content()).startsWith("<p>Third.</p>");
        assertThat(story.row().get("read_back_due_at")).isNotNull();

        newsroom.travel(story.id(), LATE_REQUEST_BOUND);
        await().untilAsserted(() -> assertThat(story.row().get("due_at")).isNull());
        assertThat(story.row().get("unsettled_at")).isNull();
        assertThat(story.times("published")).isEqualTo(2);
    }
}

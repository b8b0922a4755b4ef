package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.Fault;
import dev.colophon.testkit.wordpress.Gate;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

@PublisherTest
@TestPropertySource(properties = "colophon.wordpress.request-timeout=2500ms")
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

    /** S0-1, S0-27. */
    @Test
    void the_steps_of_a_visit_are_told_with_their_times_and_the_claim_comes_first() {
        Story story = story("step-by-step").want();
        JsonNode first = story.awaitReceipt("published");
        story.want(request -> variant(request).put("html", "<p>Second edition.</p>"));
        JsonNode second = story.awaitReceipt("published");

        assertThat(steps(first))
                .startsWith("claimed")
                .containsSubsequence("reserved", "checkpointed", "published", "verified");
        assertThat(steps(second)).startsWith("claimed").containsSubsequence("looked", "updated", "verified");
        assertThat(first.path("steps"))
                .allSatisfy(step ->
                        assertThat(Instant.parse(step.path("at").stringValue())).isAfter(Instant.EPOCH));
    }

    private static List<String> steps(JsonNode receipt) {
        return receipt.path("steps")
                .valueStream()
                .map(step -> step.path("step").stringValue())
                .toList();
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
    void a_refused_update_of_a_post_that_was_never_read_back_does_not_hide_that_it_is_public() {
        Fault blind = wordpress
                .script()
                .onNext(request -> looks(request) && !wordpress.publicPosts().isEmpty())
                .always()
                .then(Fault.status(500));
        Story story = story("answered-and-unseen").want();
        story.awaitReceipt("deferred");
        assertThat(only(story).status()).isEqualTo("publish");
        assertThat(story.times("published")).isZero();

        story.want(request -> variant(request).put("sticky", true).put("password", "of-readers"));
        story.awaitReceipt("claimed", 2); // so the visit of the first revision is over
        wordpress.script().clear();
        JsonNode failed = story.awaitReceipt("failed", 2);

        assertThat(blind.fired()).isPositive();
        assertThat(code(failed)).isEqualTo("WP_REFUSED_CONTENT");
        JsonNode published = story.awaitReceipt("published", 1);
        assertThat(published.path("post").path("id").longValue())
                .isEqualTo(only(story).id());
        assertThat(published.path("sequence").longValue())
                .isEqualTo(failed.path("sequence").longValue() - 1);
        assertThat(story.row())
                .containsEntry("remote_state", "PUBLIC")
                .containsEntry("observed_revision", 1L)
                .containsEntry("given_up", true)
                .containsEntry("due_at", null);
        assertThat(only(story).status()).isEqualTo("publish");
    }

    @Test
    void a_post_that_becomes_public_after_its_story_was_given_up_is_told_as_published_and_not_written_to() {
        var gate = new Gate();
        Fault late = wordpress.script().onNext(AtOneSite::publishes).then(Fault.hangBeforeWrite(gate));
        Fault refusal = wordpress.script().onNext(AtOneSite::fills).then(Fault.status(413));

        Story story = story("late-after-all").want();
        JsonNode failed = story.awaitReceipt("failed");

        assertThat(late.fired()).isOne();
        assertThat(refusal.fired()).isOne();
        assertThat(failed.path("problem").path("detail").stringValue()).contains("not known", "looked at once more");
        assertThat(story.row()).containsEntry("given_up", true).containsEntry("remote_state", "RESERVED");
        assertThat(story.row().get("due_at")).isNotNull();
        assertThat(only(story).status()).isEqualTo("draft");
        long writes = writes();

        gate.open();
        await().untilAsserted(() -> assertThat(only(story).status()).isEqualTo("publish"));
        newsroom.travel(story.id(), LATE_REQUEST_BOUND);
        story.awaitReceipt("published");

        assertThat(writes()).isEqualTo(writes);
        assertThat(story.kinds()).containsExactly("claimed", "reserved", "unconfirmed", "failed", "published");
        assertThat(story.row()).containsEntry("given_up", false).containsEntry("remote_state", "PUBLIC");
    }

    @Test
    void a_filling_that_hung_through_the_visit_of_another_worker_which_died_as_well_is_not_taken_for_an_editors_hand() {
        crash.once("after:reserved"); // so that its draft is adopted, and filled
        Story story = story("hung-filling").want();
        await().untilAsserted(() -> assertThat(crash.fired()).isOne());
        var gate = new Gate();
        Fault hung = wordpress.script().onNext(AtOneSite::fills).then(Fault.hangBeforeWrite(gate));
        crash.once("after:published");
        newsroom.expireLease(story.id());
        await().untilAsserted(() -> assertThat(crash.fired()).isOne());
        assertThat(hung.fired()).isOne();
        assertThat(story.row())
                .containsEntry("unsettled_change", "PUBLISH")
                .containsEntry("unsettled_after_fill", true);
        newsroom.expireLease(story.id());
        story.awaitReceipt("published");

        gate.open();
        await().untilAsserted(() -> assertThat(only(story).status()).isEqualTo("draft"));
        newsroom.travel(story.id(), LATE_REQUEST_BOUND);
        await().untilAsserted(() -> assertThat(only(story).status()).isEqualTo("publish"));

        await().untilAsserted(() -> assertThat(story.row()).containsEntry("lease_until", null));
        assertThat(story.kinds()).doesNotContain("removed");
        assertThat(story.times("published")).isOne();
    }

    @Test
    void a_story_that_was_given_up_for_certain_is_left_alone_until_it_is_wanted_anew() {
        Story story = story("given-up").want();
        story.awaitReceipt("published");

        story.want(request -> variant(request).put("sticky", true).put("password", "of-readers"));
        story.awaitReceipt("failed");
        assertThat(story.row()).containsEntry("given_up", true).containsEntry("due_at", null);

        story.want(request -> variant(request).put("html", "<p>Third edition.</p>"));
        story.awaitReceipt("published");
        assertThat(story.row()).containsEntry("given_up", false);
        assertThat(only(story).content()).startsWith("<p>Third edition.</p>");
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
        await().untilAsserted(() ->
                assertThat(landed(story)).isEqualTo(late.fired())); // each that was held up, not the first alone
        assertThat(only(story).content()).startsWith("<p>Second.</p>");
        newsroom.travel(story.id(), LATE_REQUEST_BOUND);
        story.awaitReceipt("published", 3);
        assertThat(only(story).content()).startsWith("<p>Third.</p>");
        assertThat(story.row().get("read_back_due_at")).isNotNull();

        newsroom.travel(story.id(), LATE_REQUEST_BOUND);
        await().untilAsserted(() -> assertThat(story.row().get("due_at")).isNull());
        assertThat(story.row().get("unsettled_at")).isNull();
        assertThat(story.times("published")).isEqualTo(2);
    }

    /** Updates of the public post that the site has carried out. */
    private long landed(Story story) {
        return wordpress.transitions(only(story).id()).stream()
                .filter(transition -> transition.from().equals("publish"))
                .count();
    }
}

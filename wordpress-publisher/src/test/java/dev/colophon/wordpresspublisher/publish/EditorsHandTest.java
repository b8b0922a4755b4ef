package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.Fault;
import dev.colophon.testkit.wordpress.RecordedRequest;
import dev.colophon.wordpresspublisher.Contracts;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/** Updates change only what differs, and do with an editor's changes what the site's policy says. */
@PublisherTest
class EditorsHandTest extends AtOneSite {

    private static final String FIRST_TITLE = "edited r1";

    EditorsHandTest(PostgresServer postgres, @Autowired ApplicationContext service) {
        super(postgres, service);
    }

    @Test
    void an_update_sends_only_what_differs() {
        Story story = published("overwrite");

        JsonNode receipt = secondHtml(story);

        assertThat(lastUpdate().json().propertyNames()).containsExactly("content");
        assertThat(update(receipt).path("did").stringValue()).isEqualTo("changed");
        assertThat(words(receipt, "sent")).containsExactly("html");
        assertThat(update(receipt).has("overwrote")).isFalse();
        assertThat(update(receipt).has("kept")).isFalse();
    }

    @Test
    void an_update_that_changes_nothing_writes_nothing_and_says_so() {
        Story story = published("park");
        long writes = writes();

        story.want(request -> variant(request).put("title", FIRST_TITLE));
        JsonNode receipt = story.awaitReceipt("published");

        assertThat(writes()).isEqualTo(writes);
        assertThat(update(receipt).path("did").stringValue()).isEqualTo("unchanged");
        assertThat(Contracts.errorsInReceipt(receipt.toString())).isEmpty();
        assertThat(story.row()).containsEntry("observed_revision", 2L).containsEntry("due_at", null);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_editors_title_is_overwritten_and_the_receipt_says_so(boolean companion) {
        wordpress.companion(companion);
        Story story = published("overwrite");
        retitle(story);

        JsonNode receipt = secondHtml(story);

        assertThat(only(story).title()).isNotEqualTo("By the editor");
        assertThat(words(receipt, "overwrote")).containsExactly("title");
        assertThat(words(receipt, "sent")).containsExactly("html", "title");
        assertThat(Contracts.errorsInReceipt(receipt.toString())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_editors_title_is_kept_through_every_update(boolean companion) {
        wordpress.companion(companion);
        Story story = published("keep-editors");
        retitle(story);

        JsonNode receipt = secondHtml(story);
        story.want(
                request -> variant(request).put("html", "<p>Third edition.</p>").put("title", "Another title"));
        JsonNode third = story.awaitReceipt("published");

        assertThat(only(story).title()).isEqualTo("By the editor");
        assertThat(only(story).content()).startsWith("<p>Third edition.</p>");
        for (JsonNode told : List.of(receipt, third)) {
            assertThat(words(told, "kept")).containsExactly("title");
            assertThat(words(told, "sent")).containsExactly("html");
            assertThat(told.path("post").has("notApplied")).isFalse();
            assertThat(Contracts.errorsInReceipt(told.toString())).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_edited_post_waits_for_a_person_and_a_retry_overwrites_it(boolean companion) {
        wordpress.companion(companion);
        Story story = published("park");
        retitle(story);
        long writes = writes();

        story.want(request -> variant(request).put("html", "<p>Second edition.</p>"));
        JsonNode parked = story.awaitReceipt("parked");

        assertThat(code(parked)).isEqualTo("WP_EDITED_AT_SITE");
        assertThat(parked.path("problem").path("detail").stringValue()).contains("(title)");
        assertThat(writes()).isEqualTo(writes);
        assertThat(only(story).title()).isEqualTo("By the editor");
        assertThat(story.row()).containsEntry("given_up", true).containsEntry("due_at", null);

        story.want(request -> {
            request.put("action", "retry");
            variant(request).put("html", "<p>Second edition.</p>");
        });
        JsonNode receipt = story.awaitReceipt("published");

        assertThat(words(receipt, "overwrote")).containsExactly("title");
        assertThat(only(story).content()).startsWith("<p>Second edition.</p>");
        assertThat(only(story).title()).isNotEqualTo("By the editor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"before:intended", "after:intended", "before:updated", "after:updated", "before:recorded"})
    void a_worker_that_dies_while_it_overwrites_hides_nothing(String point) {
        Story story = published("overwrite");
        retitle(story);
        crash.once(point);

        story.want(request -> variant(request).put("html", "<p>Second edition.</p>"));
        await().untilAsserted(() -> assertThat(crash.fired()).isOne());
        newsroom.expireLease(story.id());
        JsonNode receipt = story.awaitReceipt("published");

        assertThat(words(receipt, "overwrote")).containsExactly("title");
        assertThat(only(story).title()).isNotEqualTo("By the editor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"before:intended", "after:intended", "before:updated", "after:updated", "before:recorded"})
    void a_worker_that_dies_never_takes_an_editors_title_for_its_own(String point) {
        Story story = published("keep-editors");
        retitle(story);
        crash.once(point);

        story.want(request -> variant(request).put("html", "<p>Second edition.</p>"));
        await().untilAsserted(() -> assertThat(crash.fired()).isOne());
        newsroom.expireLease(story.id());
        JsonNode receipt = story.awaitReceipt("published");

        assertThat(words(receipt, "kept")).containsExactly("title");
        assertThat(only(story).title()).isEqualTo("By the editor");
        assertThat(only(story).content()).startsWith("<p>Second edition.</p>");
    }

    @Test
    void a_lost_answer_is_not_taken_for_an_editors_hand() {
        Story story = published("park");
        Fault lost = wordpress.script().onNext(AtOneSite::updates).then(Fault.dieAfterCommit());

        story.want(request -> variant(request).put("html", "<p>Second edition.</p>"));
        story.awaitReceipt("unconfirmed");
        newsroom.travel(story.id(), LATE_REQUEST_BOUND);
        story.awaitReceipt("published");

        assertThat(lost.fired()).isOne();
        assertThat(story.kinds()).doesNotContain("parked");
        assertThat(only(story).content()).startsWith("<p>Second edition.</p>");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_editors_work_on_a_held_draft_is_kept_and_goes_public_with_it(boolean companion) {
        wordpress.companion(companion);
        Story story = held("keep-editors");
        retitle(story);

        JsonNode second = secondHtml(story, "draft", "unpublished");
        JsonNode open = secondHtml(story, "public", "published");

        assertThat(only(story).title()).isEqualTo("By the editor");
        assertThat(only(story).content()).startsWith("<p>Second edition.</p>");
        assertThat(only(story).status()).isEqualTo("publish");
        assertThat(story.everPublicAt(wordpress)).isOne();
        for (JsonNode told : List.of(second, open)) {
            assertThat(words(told, "kept")).containsExactly("title");
            assertThat(told.path("post").has("notApplied")).isFalse();
            assertThat(Contracts.errorsInReceipt(told.toString())).isEmpty();
        }
        story.want(
                request -> variant(request).put("html", "<p>Third edition.</p>").put("title", FIRST_TITLE));
        assertThat(words(story.awaitReceipt("published"), "kept")).containsExactly("title");
        assertThat(only(story).title()).isEqualTo("By the editor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"draft", "public"})
    void an_editors_work_on_a_held_draft_is_written_over_by_name_alone(String visibility) {
        Story story = held("overwrite");
        retitle(story);

        JsonNode receipt = secondHtml(story, visibility, visibility.equals("draft") ? "unpublished" : "published");

        assertThat(only(story).title()).isEqualTo(FIRST_TITLE);
        assertThat(words(receipt, "overwrote")).containsExactly("title");
        assertThat(Contracts.errorsInReceipt(receipt.toString())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"draft", "public"})
    void an_edited_draft_waits_for_a_person_and_a_retry_overwrites_it(String visibility) {
        Story story = held("park");
        retitle(story);
        long writes = writes();

        JsonNode parked = secondHtml(story, visibility, "parked");

        assertThat(code(parked)).isEqualTo("WP_EDITED_AT_SITE");
        assertThat(writes()).isEqualTo(writes);
        assertThat(only(story).title()).isEqualTo("By the editor");
        story.want(request -> {
            request.put("action", "retry");
            variant(request)
                    .put("html", "<p>Second edition.</p>")
                    .put("title", FIRST_TITLE)
                    .put("visibility", visibility);
        });
        JsonNode receipt = story.awaitReceipt(visibility.equals("draft") ? "unpublished" : "published");
        assertThat(words(receipt, "overwrote")).containsExactly("title");
        assertThat(only(story).title()).isEqualTo(FIRST_TITLE);
    }

    @Test
    void a_held_draft_that_nobody_touched_goes_public_by_its_status_name_and_date_alone() {
        Story story = held("keep-editors");

        story.want(request -> variant(request).put("title", FIRST_TITLE).put("visibility", "public"));
        JsonNode receipt = story.awaitReceipt("published");

        assertThat(wordpress.requests().stream()
                        .filter(RecordedRequest::writes)
                        .toList()
                        .getLast()
                        .json()
                        .propertyNames())
                .contains("status", "slug")
                .doesNotContain("title", "content", "categories");
        assertThat(receipt.path("post").has("update")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"keep-editors", "park"})
    void what_is_taken_from_the_public_waits_for_nobody_and_leaves_an_editors_work(String policy) {
        Story story = published(policy);
        retitle(story);

        story.ask("unpublish");
        JsonNode receipt = story.awaitReceipt("unpublished");

        assertThat(only(story).status()).isEqualTo("draft");
        assertThat(only(story).title()).isEqualTo("By the editor");
        assertThat(words(receipt, "kept")).containsExactly("title");
    }

    @ParameterizedTest
    @ValueSource(strings = {"after:intended", "before:filled", "after:filled", "before:published", "after:published"})
    void a_worker_that_dies_while_it_publishes_an_edited_draft_keeps_it_all_the_same(String point) {
        Story story = held("keep-editors");
        retitle(story);
        crash.once(point);

        story.want(request -> variant(request)
                .put("html", "<p>Second edition.</p>")
                .put("title", FIRST_TITLE)
                .put("visibility", "public"));
        await().untilAsserted(() -> assertThat(crash.fired()).isOne());
        newsroom.expireLease(story.id());
        JsonNode receipt = story.awaitReceipt("published");

        assertThat(words(receipt, "kept")).containsExactly("title");
        assertThat(only(story).title()).isEqualTo("By the editor");
        assertThat(only(story).content()).startsWith("<p>Second edition.</p>");
    }

    private Story held(String policy) {
        Story story = newsroom.story(newsroom.under(policy, newsroom.site(wordpress)), "edited")
                .want(request -> variant(request).put("visibility", "draft"));
        story.awaitReceipt("unpublished");
        return story;
    }

    private JsonNode secondHtml(Story story, String visibility, String end) {
        story.want(request -> variant(request)
                .put("html", "<p>Second edition.</p>")
                .put("title", FIRST_TITLE)
                .put("visibility", visibility));
        return story.awaitReceipt(end);
    }

    private Story published(String policy) {
        Story story = newsroom.story(newsroom.under(policy, newsroom.site(wordpress)), "edited")
                .want();
        story.awaitReceipt("published");
        return story;
    }

    private void retitle(Story story) {
        asEditorSaying("{\"title\":\"By the editor\"}", only(story).id());
        assertThat(only(story).title()).isEqualTo("By the editor");
    }

    private JsonNode secondHtml(Story story) {
        story.want(request ->
                variant(request).put("html", "<p>Second edition.</p>").put("title", FIRST_TITLE));
        return story.awaitReceipt("published");
    }

    private RecordedRequest lastUpdate() {
        return wordpress.requests().stream().filter(AtOneSite::updates).toList().getLast();
    }

    private static JsonNode update(JsonNode receipt) {
        return receipt.path("post").path("update");
    }

    private static List<String> words(JsonNode receipt, String name) {
        return update(receipt).path(name).valueStream().map(JsonNode::asString).toList();
    }
}

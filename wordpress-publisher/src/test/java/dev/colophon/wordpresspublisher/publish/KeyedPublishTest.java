package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.Fault;
import dev.colophon.testkit.wordpress.Gate;
import dev.colophon.testkit.wordpress.RecordedRequest;
import dev.colophon.testkit.wordpress.StoredPost;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** A site with the companion plugin: one request makes a story's post, and whatever becomes of its answer there is one post. */
@PublisherTest
@TestPropertySource(properties = "colophon.wordpress.request-timeout=2500ms")
class KeyedPublishTest extends AtOneSite {

    KeyedPublishTest(PostgresServer postgres, @Autowired ApplicationContext service) {
        super(postgres, service);
    }

    @BeforeEach
    void activate() {
        wordpress.companion(true);
    }

    private static boolean createsByKey(RecordedRequest request) {
        return request.method().equals("POST") && request.route().matches("/colophon/v1/posts/[^/]+");
    }

    private void assertOnePost(Story story) {
        assertThat(only(story).status()).isEqualTo("publish");
        assertThat(story.everPublicAt(wordpress)).isOne();
        assertThat(story.times("published")).isOne();
        assertThat(wordpress.transitions(only(story).id()))
                .filteredOn(transition -> transition.announces())
                .hasSize(1);
    }

    @Test
    void a_story_becomes_one_public_post_with_everything_in_its_place() {
        Story story = story("keyed")
                .want(request -> variant(request)
                        .put("title", "Fish & chips – at last ⚓")
                        .put("date", "2013-04-09T11:20:39Z")
                        .put("sticky", true));

        JsonNode receipt = story.awaitReceipt("published");

        StoredPost post = only(story);
        assertThat(post.slug()).isEqualTo("keyed");
        assertThat(post.title()).isEqualTo("Fish & chips – at last ⚓");
        assertThat(post.content()).endsWith("<!-- colophon:" + story.id() + " g1 -->");
        assertThat(post.date()).isEqualTo(Instant.parse("2013-04-09T11:20:39Z"));
        assertThat(post.sticky()).isTrue();
        assertThat(post.categories()).containsExactly("Local news");
        assertThat(post.tags()).containsExactlyInAnyOrder("harbour", "ships");
        assertThat(story.kinds()).containsExactly("claimed", "reserved", "published");
        assertThat(receipt.path("post").path("id").longValue()).isEqualTo(post.id());
        assertThat(receipt.path("post").path("url").stringValue()).endsWith("/keyed/");
        assertThat(story.row()).containsEntry("remote_state", "PUBLIC").containsEntry("keyed", true);
        assertOnePost(story);
    }

    @Test
    void one_more_story_takes_one_request() {
        assertThat(requestsOfOneMore(newsroom.site(wordpress))).containsExactly("POST /colophon/v1/posts/ID");
    }

    @Test
    void a_draft_is_held_in_one_request_too() {
        Story story = story("held").want(request -> variant(request).put("visibility", "draft"));

        story.awaitReceipt("unpublished");

        assertThat(only(story).status()).isEqualTo("draft");
        assertThat(story.everPublicAt(wordpress)).isZero();
        assertThat(wordpress.requests().stream().filter(AtOneSite::updates)).isEmpty();
    }

    @Test
    void updates_and_unpublishing_go_to_the_same_post() {
        Story story = story("twice").want();
        story.awaitReceipt("published");

        story.want(request -> variant(request).put("html", "<p>Second edition.</p>"));
        story.awaitReceipt("published");
        assertThat(only(story).content()).startsWith("<p>Second edition.</p>");

        story.ask("unpublish");
        story.awaitReceipt("unpublished");
        assertThat(only(story).status()).isEqualTo("draft");
    }

    static Stream<Arguments> disturbances() {
        List<Supplier<Fault>> answers = List.of(
                Fault::dieAfterCommit,
                Fault::dieBeforeCommit,
                Fault::savePost,
                Fault::fatalAfter,
                Fault::badGatewayAfter,
                Fault::halfAnswer,
                Fault::html200,
                () -> Fault.answerAfter(201, "application/json", "{\"id\":0}"),
                () -> Fault.sleepAfter(Duration.ofSeconds(3)),
                Fault::maintenance);
        return Stream.of("", "after:published", "before:recorded")
                .flatMap(point -> answers.stream().map(answer -> Arguments.of(point, answer.get())));
    }

    @ParameterizedTest(name = "{1}, and a worker that dies {0}")
    @MethodSource("disturbances")
    void whatever_becomes_of_the_answer_there_is_one_public_post_in_the_end(String point, Fault fault) {
        wordpress.script().onNext(KeyedPublishTest::createsByKey).then(fault);
        crash.once(point);

        Story story = story("lost").want();
        if (!point.isEmpty()) {
            await().untilAsserted(() -> assertThat(crash.fired()).isOne());
            newsroom.expireLease(story.id());
        }
        story.awaitReceipt("published");

        assertThat(fault.fired()).isOne();
        assertThat(story.times("failed")).isZero();
        assertThat(only(story).slug()).isEqualTo("lost");
        assertThat(wordpress.requests().stream().filter(AtOneSite::creates)).isEmpty();
        assertOnePost(story);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "after:claimed",
                "before:intended",
                "after:intended",
                "before:published",
                "after:published",
                "before:checkpointed",
                "after:checkpointed",
                "before:recorded",
                "after:recorded"
            })
    void a_worker_that_dies_at_any_step_leaves_one_public_post(String point) {
        crash.once(point);

        Story story = story("died").want();
        await().untilAsserted(() -> assertThat(crash.fired()).isOne());
        newsroom.expireLease(story.id());
        story.awaitReceipt("published");

        assertOnePost(story);
    }

    @Test
    void a_create_that_lands_after_we_gave_up_is_the_one_post_that_a_newer_revision_finds() {
        var gate = new Gate();
        Fault late = wordpress.script().onNext(KeyedPublishTest::createsByKey).then(Fault.hangAfterWrite(gate));
        Story story = story("overtaken").want();
        story.awaitReceipt("unconfirmed");
        long first = only(story).id();

        story.want(request -> variant(request).put("html", "<p>Second edition.</p>"));
        story.awaitReceipt("published");
        gate.open();

        assertThat(late.fired()).isOne();
        assertThat(only(story).id()).isEqualTo(first);
        assertThat(only(story).content()).startsWith("<p>Second edition.</p>");
        assertThat(story.everPublicAt(wordpress)).isOne();
    }

    @Test
    void a_refused_story_fails_in_the_sites_words_and_can_be_cancelled_or_mended() {
        Story story = story("refused")
                .want(request -> variant(request).put("sticky", true).put("password", "secret-of-readers"));

        JsonNode failed = story.awaitReceipt("failed");

        assertThat(code(failed)).isEqualTo("WP_REFUSED_CONTENT");
        assertThat(failed.path("problem").path("detail").stringValue()).contains("sticky");
        assertThat(story.row()).containsEntry("keyed", false).containsEntry("due_at", null);
        assertThat(story.postsAt(wordpress)).isEmpty();

        story.want();
        story.awaitReceipt("published");
        assertOnePost(story);
    }

    @Test
    void an_editor_who_trashes_the_post_is_not_overruled() {
        Story story = story("trashed").want();
        asEditor(
                "trash", story.awaitReceipt("published").path("post").path("id").longValue());

        story.want(request -> variant(request).put("html", "<p>Second edition.</p>"));

        story.awaitReceipt("removed");
        assertThat(only(story).status()).isEqualTo("trash");
    }

    /** Each with the code that it has without the plugin; of the terms alone it is thought that they must be made anew. */
    @ParameterizedTest
    @CsvSource({
        "categories,             WP_TERMS_DROPPED,     1, 2",
        "tags featured_media,    WP_TERMS_DROPPED,     1, 2",
        "excerpt,                WP_FIELD_NOT_APPLIED, 2, 1",
        "sticky meta.colophon_x, WP_FIELD_NOT_APPLIED, 2, 1",
        "meta.colophon_x,        WP_FIELD_NOT_APPLIED, 2, 1",
        "featured_media,         WP_IMAGE_NOT_APPLIED, 2, 1"
    })
    void what_the_plugin_would_not_store_is_told_by_the_code_of_its_field(
            String fields, String code, int times, int timesTermsAreAskedFor) {
        var dropped = Arrays.stream(fields.split(" ")).map(field -> '"' + field + '"');
        Fault fault = wordpress
                .script()
                .onNext(KeyedPublishTest::createsByKey)
                .times(times)
                .then(Fault.answerAfter(
                        422, "application/json", """
                        {"code": "colophon_not_stored", "message": "WordPress would have dropped: %s. Nothing was stored.",
                         "data": {"status": 422, "dropped": [%s]}}
                        """.formatted(fields, dropped.collect(Collectors.joining(",")))));
        Story story = story("dropped").want();

        JsonNode deferred = story.awaitReceipt("deferred");
        newsroom.travel(story.id(), LATE_REQUEST_BOUND);
        story.awaitReceipt("published");

        assertThat(fault.fired()).isEqualTo(times);
        assertThat(code(deferred)).isEqualTo(code);
        assertThat(deferred.path("problem").path("detail").stringValue()).contains(fields);
        assertThat(wordpress.requests().stream()
                        .filter(request -> request.writes() && request.route().equals("/wp/v2/categories")))
                .hasSize(timesTermsAreAskedFor);
        assertThat(only(story).status()).isEqualTo("publish");
    }

    @Test
    void a_retry_after_a_removal_begins_a_new_generation_with_a_post_of_its_own() {
        Story story = story("again").want();
        asEditor(
                "delete",
                story.awaitReceipt("published").path("post").path("id").longValue());
        story.want(request -> variant(request).put("html", "<p>Second edition.</p>"));
        story.awaitReceipt("removed");

        story.ask("retry");
        story.awaitReceipt("published");

        assertThat(only(story).content()).contains("<!-- colophon:" + story.id() + " g2 -->");
        assertThat(story.row()).containsEntry("generation", 2);
    }
}

package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.FakeWordPress;
import dev.colophon.testkit.wordpress.Fault;
import dev.colophon.testkit.wordpress.Gate;
import dev.colophon.testkit.wordpress.RecordedRequest;
import dev.colophon.testkit.wordpress.StoredPost;
import dev.colophon.wordpresspublisher.Newsroom;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import dev.colophon.wordpresspublisher.ScriptedCrash;
import dev.colophon.wordpresspublisher.inbox.Delivery;
import dev.colophon.wordpresspublisher.ledger.WorkSignal;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@PublisherTest
class PublishStoryTest {

    private static final Duration LATE_REQUEST_BOUND = Duration.ofMinutes(5);
    private final ScriptedCrash crash;
    private final Newsroom newsroom;
    private FakeWordPress wordpress = FakeWordPress.start();

    PublishStoryTest(
            PostgresServer postgres,
            @Autowired ScriptedCrash crash,
            @Autowired WorkSignal work,
            @Autowired Delivery delivery) {
        this.crash = crash;
        this.newsroom = new Newsroom(postgres, work, delivery);
    }

    @DynamicPropertySource
    static void keyset(DynamicPropertyRegistry properties) {
        properties.add("COLOPHON_SITE_KEYSET", () -> Newsroom.KEYSET);
    }

    @BeforeAll
    static void sites(PostgresServer postgres) {
        postgres.migrate("publish-api");
    }

    @BeforeEach
    void calm() {
        crash.once("");
    }

    @AfterEach
    void close() {
        wordpress.close();
    }

    @Test
    void a_story_becomes_one_public_post_with_everything_in_its_place() {
        Story story = story("harbour")
                .want(request -> variant(request)
                        .put("title", "Fish & chips – at last ⚓")
                        .put("date", "2013-04-09T11:20:39Z")
                        .put("sticky", true));

        JsonNode receipt = story.awaitReceipt("published");

        StoredPost post = only(story);
        assertThat(post.status()).isEqualTo("publish");
        assertThat(post.slug()).isEqualTo("harbour");
        assertThat(post.title()).isEqualTo("Fish & chips – at last ⚓");
        assertThat(post.content())
                .contains("<!-- wp:paragraph -->", "Ships return on")
                .endsWith("<!-- colophon:" + story.id() + " g1 -->");
        assertThat(post.excerpt()).isEqualTo("Ships return on Monday.");
        assertThat(post.date()).isEqualTo(Instant.parse("2013-04-09T11:20:39Z"));
        assertThat(post.sticky()).isTrue();
        assertThat(post.categories()).containsExactly("Local news");
        assertThat(post.tags()).containsExactlyInAnyOrder("harbour", "ships");
        assertThat(story.kinds()).containsExactly("claimed", "reserved", "published");
        assertThat(receipt.path("post").path("id").longValue()).isEqualTo(post.id());
        assertThat(receipt.path("post").path("url").stringValue()).endsWith("/harbour/");
        assertThat(wordpress.transitions(post.id()))
                .filteredOn(transition -> transition.to().equals("publish"))
                .hasSize(1);
    }

    @Test
    void second_delivery_creates_no_second_post() {
        Story story = story("twice").want();
        story.awaitReceipt("published");
        long writes = writes();

        story.deliverAgain();
        Story other = story("a-witness").want();
        other.awaitReceipt("published");

        assertThat(only(story).status()).isEqualTo("publish");
        assertThat(story.kinds()).containsExactly("claimed", "reserved", "published");
        assertThat(wordpress.requests().stream()
                        .filter(RecordedRequest::writes)
                        .filter(request -> request.body().contains(story.id().toString()))
                        .count())
                .isLessThanOrEqualTo(writes);
    }

    static Stream<Arguments> lostAnswers() {
        List<Supplier<Fault>> faults = List.of(
                Fault::dieAfterCommit,
                Fault::dieBeforeCommit,
                Fault::savePost,
                Fault::fatal,
                Fault::fatalAfter,
                Fault::badGatewayAfter,
                Fault::badRequestAfter,
                Fault::halfAnswer,
                Fault::html200,
                () -> Fault.answerAfter(201, "application/json", "{\"id\":0}"),
                () -> Fault.answerAfter(201, "application/json", "{\"id\":\"7\",\"status\":\"publish\"}"),
                () -> Fault.answerAfter(200, "application/json", "Warning: x {\"id\":7}"),
                () -> Fault.sleepAfter(Duration.ofSeconds(3)),
                () -> Fault.status(429),
                Fault::maintenance);
        return faults.stream()
                .flatMap(fault -> Stream.of("create", "publish").map(at -> Arguments.of(at, fault.get())));
    }

    @ParameterizedTest(name = "{1} at {0}")
    @MethodSource("lostAnswers")
    void whatever_becomes_of_an_answer_there_is_one_public_post_in_the_end(String at, Fault fault) {
        wordpress
                .script()
                .onNext(request -> at.equals("create") ? creates(request) : publishes(request))
                .then(fault);

        Story story = story("lost").want();
        story.awaitReceipt("published");

        assertThat(fault.fired()).isOne();
        assertThat(only(story).status()).isEqualTo("publish");
        assertThat(only(story).slug()).isEqualTo("lost");
        assertThat(only(story).categories()).containsExactly("Local news");
        assertThat(story.everPublicAt(wordpress)).isOne();
        assertThat(story.times("published")).isOne();
        assertThat(story.times("failed")).isZero();
    }

    @Test
    void a_publish_hook_that_dies_leaves_one_public_post_that_is_recorded_without_a_second_publish() {
        Fault fault = wordpress.script().onNext(PublishStoryTest::publishes).then(Fault.publishHook());

        Story story = story("hook").want();
        story.awaitReceipt("published");

        assertThat(fault.fired()).isOne();
        assertThat(story.kinds()).containsExactly("claimed", "reserved", "unconfirmed", "published");
        assertThat(wordpress.requests().stream().filter(PublishStoryTest::publishes))
                .hasSize(1);
    }

    @Test
    void a_second_look_that_fails_takes_nothing_back_and_one_that_finds_the_post_trashed_says_so() {
        wordpress.script().onNext(PublishStoryTest::publishes).then(Fault.publishHook());
        Story story = story("looked-at-twice").want();
        long id = story.awaitReceipt("published").path("post").path("id").longValue();
        Fault down = wordpress.script().onNext(_ -> true).always().then(Fault.status(500));

        newsroom.travel(story.id(), LATE_REQUEST_BOUND);
        await().untilAsserted(
                        () -> assertThat((Integer) story.row().get("failures")).isPositive());
        assertThat(down.fired()).isPositive();
        assertThat(story.kinds()).last().isEqualTo("published");

        wordpress.script().clear();
        asEditor("trash", id);
        story.awaitReceipt("removed");
        assertThat(wordpress.publicPosts()).isEmpty();
    }

    @Test
    void a_create_that_lands_after_we_gave_up_leaves_a_draft_and_never_a_second_public_post() {
        var gate = new Gate();
        Fault late = wordpress.script().onNext(PublishStoryTest::creates).then(Fault.hangBeforeWrite(gate));

        Story story = story("late").want();
        story.awaitReceipt("published");
        gate.open();
        await().untilAsserted(() -> assertThat(story.postsAt(wordpress)).hasSize(2));

        assertThat(late.fired()).isOne();
        assertThat(story.postsAt(wordpress))
                .filteredOn(post -> post.status().equals("publish"))
                .hasSize(1);
        assertThat(story.postsAt(wordpress))
                .filteredOn(post -> post.status().equals("draft"))
                .hasSize(1);
        assertThat(story.everPublicAt(wordpress)).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "after:claimed", "before:looked_up", "after:looked_up", "before:reserved", "after:reserved",
                        "before:checkpointed",
                "after:checkpointed", "before:looked", "after:looked", "before:published", "after:published",
                        "before:verified",
                "after:verified", "before:recorded", "after:recorded"
            })
    void a_worker_that_dies_at_any_step_leaves_one_public_post_and_one_receipt_of_it(String point) {
        crash.once(point);

        Story story = story("died").want();
        await().untilAsserted(() -> assertThat(crash.fired()).isOne());
        newsroom.expireLease(story.id());
        story.awaitReceipt("published");

        assertThat(only(story).status()).isEqualTo("publish");
        assertThat(story.everPublicAt(wordpress)).isOne();
        assertThat(story.times("published")).isOne();
    }

    @Test
    void an_update_goes_to_the_same_post() {
        Story story = story("updated").want();
        long id = story.awaitReceipt("published").path("post").path("id").longValue();

        story.want(request -> variant(request).put("html", "<p>Second edition.</p>"));
        story.awaitReceipt("published");

        assertThat(only(story).id()).isEqualTo(id);
        assertThat(only(story).content()).startsWith("<p>Second edition.</p>");
        assertThat(wordpress.requests().stream().filter(PublishStoryTest::creates))
                .hasSize(1);
    }

    @Test
    void a_draft_page_is_held_under_its_final_slug_and_told_as_unpublished() {
        Story story = story("about").want(request -> {
            request.put("placement", "page");
            variant(request).put("visibility", "draft");
        });

        story.awaitReceipt("unpublished");

        assertThat(only(story).type()).isEqualTo("page");
        assertThat(only(story).status()).isEqualTo("draft");
        assertThat(only(story).slug()).isEqualTo("about");
        assertThat(story.everPublicAt(wordpress)).isZero();
        assertThat(story.row()).containsEntry("remote_state", "HELD");
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
        assertThat(wordpress.requests().stream().filter(PublishStoryTest::creates))
                .hasSize(1);
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
    void a_scheduled_story_waits_in_the_ledger_and_is_not_sent_early() {
        Instant at = Instant.now().plus(Duration.ofHours(3));
        Story story = story("tomorrow").want(request -> request.put("publishAt", at.toString()));

        JsonNode scheduled = story.awaitReceipt("scheduled");
        Story witness = story("today").want();
        witness.awaitReceipt("published");
        assertThat(Instant.parse(scheduled.path("nextAttemptAt").stringValue()))
                .isBetween(at.minusSeconds(2), at.plusSeconds(2));
        assertThat(story.postsAt(wordpress)).isEmpty();

        newsroom.travel(story.id(), Duration.ofHours(3).plusSeconds(1));
        story.awaitReceipt("published");
        assertThat(only(story).status()).isEqualTo("publish");
    }

    @Test
    void a_different_state_waits_until_the_lost_request_can_land_no_more_and_wins_in_the_end() {
        Story story = story("editions").want();
        story.awaitReceipt("published");
        var gate = new Gate();
        Fault late =
                wordpress.script().onNext(PublishStoryTest::updates).times(100).then(Fault.hangBeforeWrite(gate));

        story.want(request -> variant(request).put("html", "<p>Second.</p>"));
        story.awaitReceipt("unconfirmed", 2);
        wordpress.script().clear();
        story.want(request -> variant(request).put("html", "<p>Third.</p>"));
        JsonNode waits = story.awaitReceipt("unconfirmed", 3);

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

    @Test
    void a_site_that_is_down_slow_or_answers_html_holds_up_nobody_else() throws IOException {
        Story down = newsroom.story(newsroom.register(UUID.randomUUID(), closedPort(), "editor", "x"), "down")
                .want();
        try (FakeWordPress html = FakeWordPress.start();
                FakeWordPress slow = FakeWordPress.start()) {
            Fault login = html.script().onNext(_ -> true).always().then(Fault.html200());
            Fault late = slow.script().onNext(_ -> true).always().then(Fault.sleepAfter(Duration.ofSeconds(3)));
            Story confused = newsroom.story(newsroom.site(html), "confused").want();
            Story waiting = newsroom.story(newsroom.site(slow), "waiting").want();
            Story fine = story("fine").want();

            fine.awaitReceipt("published");
            assertThat(code(down.awaitReceipt("deferred"))).isEqualTo("WP_UNREACHABLE");
            assertThat(code(confused.awaitReceipt("deferred"))).isEqualTo("WP_ANSWERED_HTML");
            assertThat(code(waiting.awaitReceipt("deferred"))).isEqualTo("WP_NO_ANSWER");
            assertThat(login.fired()).isPositive();
            assertThat(late.fired()).isPositive();

            html.script().clear();
            slow.script().clear();
            confused.awaitReceipt("published");
            waiting.awaitReceipt("published");
            assertThat(down.times("parked")).isZero();
        }
    }

    @Test
    void lost_credentials_suspend_the_site_and_not_the_story_and_a_probe_resumes_it() {
        wordpress.revokeApplicationPassword(wordpress.editor());
        Story story = story("locked-out").want();
        JsonNode deferred = story.awaitReceipt("deferred");
        assertThat(code(deferred)).isEqualTo("WP_CREDENTIALS_LOST");
        assertThat(deferred.path("problem").path("outcome").stringValue()).isEqualTo("credentials_lost");
        Story second = newsroom.story(story.site(), "locked-out-too").want();
        second.awaitReceipt("deferred");
        assertThat(wordpress.requests()).noneMatch(RecordedRequest::writes);

        wordpress.restoreApplicationPassword(wordpress.editor());

        story.awaitReceipt("published");
        second.awaitReceipt("published");
        assertThat(story.times("failed")).isZero();
    }

    @Test
    void a_role_that_is_too_small_suspends_the_site_and_says_so() {
        UUID site = newsroom.register(
                UUID.randomUUID(),
                wordpress.url(),
                wordpress.subscriber().login(),
                wordpress.subscriber().applicationPassword());

        Story story = newsroom.story(site, "too-small").want();

        assertThat(code(story.awaitReceipt("deferred"))).isIn("WP_ROLE_TOO_SMALL", "WP_CREDENTIALS_LOST");
        assertThat(wordpress.posts()).isEmpty();
    }

    @Test
    void what_wordpress_refuses_fails_at_once_in_its_own_words() {
        Story story = story("refused")
                .want(request -> variant(request).put("sticky", true).put("password", "secret-of-readers"));

        JsonNode failed = story.awaitReceipt("failed");

        assertThat(code(failed)).isEqualTo("WP_REFUSED_CONTENT");
        assertThat(failed.path("problem").path("detail").stringValue())
                .contains("sticky")
                .contains("password");
        assertThat(failed.toString()).doesNotContain("secret-of-readers");
        assertThat(story.row()).containsEntry("due_at", null);
        assertThat(wordpress.publicPosts()).isEmpty();
    }

    @Test
    void a_story_without_title_and_text_is_published_all_the_same() {
        Story story = story("untitled")
                .want(request ->
                        variant(request).put("title", "").put("html", "").put("excerpt", ""));

        story.awaitReceipt("published");

        assertThat(only(story).content()).isEqualTo("<!-- colophon:" + story.id() + " g1 -->");
    }

    @Test
    void term_names_with_entities_find_their_terms_again() {
        Story one = story("one")
                .want(request ->
                        variant(request).putArray("tags").add("Fish & Chips").add("C++"));
        one.awaitReceipt("published");
        Story two = newsroom.story(newsroom.site(wordpress), "two")
                .want(request ->
                        variant(request).putArray("tags").add("Fish & Chips").add("C++"));
        two.awaitReceipt("published");

        assertThat(only(one).tags()).hasSize(2).isEqualTo(only(two).tags());
    }

    @Test
    void a_site_that_is_not_registered_yet_defers_the_story_and_never_fails_it_at_first() {
        UUID site = UUID.randomUUID();
        Story story = newsroom.story(site, "early").want();
        assertThat(code(story.awaitReceipt("deferred"))).isEqualTo("SITE_NOT_FOUND");

        newsroom.register(
                site,
                wordpress.url(),
                wordpress.editor().login(),
                wordpress.editor().applicationPassword());

        story.awaitReceipt("published");
    }

    @Test
    void a_site_that_is_not_https_and_not_allowed_by_name_is_not_spoken_to() {
        UUID site =
                newsroom.register(UUID.randomUUID(), URI.create("http://localhost:" + wordpress.port()), "editor", "x");

        Story story = newsroom.story(site, "plain").want();

        assertThat(code(story.awaitReceipt("deferred"))).isEqualTo("WP_ADDRESS_REFUSED");
        assertThat(wordpress.requests()).isEmpty();
    }

    @Test
    void no_transaction_is_open_while_a_site_hangs() {
        var gate = new Gate();
        Fault hang = wordpress.script().onNext(PublishStoryTest::creates).then(Fault.hangAfterWrite(gate));
        Story story = story("hanging").want();
        gate.awaitArrival(Duration.ofSeconds(20));

        List<String> open = newsroom.sql()
                .sql("""
                        SELECT query FROM pg_stat_activity
                        WHERE usename = 'wordpress_publisher' AND state LIKE 'idle in transaction%'
                        """)
                .query((row, _) -> row.getString("query"))
                .list();
        gate.open();

        assertThat(hang.fired()).isOne();
        assertThat(open).isEmpty();
        story.awaitReceipt("published");
    }

    @Test
    void each_visit_leaves_its_evidence() {
        Story story = story("evidence").want();
        story.awaitReceipt("published");

        var attempt = newsroom.sql()
                .sql("SELECT * FROM wordpress_publisher.attempt WHERE publication_id = :p")
                .param("p", story.id())
                .query()
                .singleRow();
        assertThat(attempt)
                .containsEntry("in_recovery", false)
                .containsEntry("isolation", "read committed")
                .containsEntry("outcome", "published")
                .containsEntry("intent_change", "PUBLISH");
        assertThat(attempt.get("transaction_id")).asString().matches("\\d+");
    }

    private static boolean creates(RecordedRequest request) {
        return request.method().equals("POST") && request.route().equals("/wp/v2/posts");
    }

    private static boolean publishes(RecordedRequest request) {
        return request.method().equals("POST")
                && request.route().matches("/wp/v2/posts/\\d+")
                && request.json().path("status").asString("").equals("publish");
    }

    private static boolean updates(RecordedRequest request) {
        return request.method().equals("POST")
                && request.route().matches("/wp/v2/posts/\\d+")
                && request.json().has("content");
    }

    private Story story(String slug) {
        return newsroom.story(newsroom.site(wordpress), slug);
    }

    private StoredPost only(Story story) {
        List<StoredPost> posts = story.postsAt(wordpress);
        assertThat(posts).hasSize(1);
        return posts.getFirst();
    }

    private long writes() {
        return wordpress.requests().stream().filter(RecordedRequest::writes).count();
    }

    private static String code(JsonNode receipt) {
        return receipt.path("problem").path("code").stringValue();
    }

    private static ObjectNode variant(ObjectNode request) {
        return (ObjectNode) request.path("variant");
    }

    private static URI closedPort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }

    private void asEditor(String how, long id) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        wordpress.rest("/wp/v2/posts/" + id + (how.equals("delete") ? "?force=true" : "")))
                .header("Authorization", wordpress.editor().authorization())
                .header("Content-Type", "application/json");
        boolean remove = how.equals("trash") || how.equals("delete");
        HttpRequest sent = remove
                ? request.DELETE().build()
                : request.POST(HttpRequest.BodyPublishers.ofString("{\"status\":\"" + how + "\"}"))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(client.send(sent, HttpResponse.BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}

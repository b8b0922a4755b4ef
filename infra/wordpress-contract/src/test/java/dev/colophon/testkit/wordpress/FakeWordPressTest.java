package dev.colophon.testkit.wordpress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the fake can do beyond the real one: fail at will, and remember. */
@ExtendWith(FakeWordPressExtension.class)
class FakeWordPressTest implements OnSite {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final FakeWordPress wordpress;

    FakeWordPressTest(FakeWordPress wordpress) {
        this.wordpress = wordpress;
    }

    @Override
    public WordPressUnderTest site() {
        return wordpress;
    }

    @Test
    void a_scripted_fault_strikes_the_requests_that_fit_as_often_as_it_says_and_counts_them() {
        Fault fault =
                wordpress.script().onNext("POST", "/wp/v2/posts/\\d+").times(2).then(Fault.fatalAfter());
        long post = draft("a");

        assertThat(fault.fired()).isZero();
        assertThat(editor().post(item(post), Map.of("title", "1")).status()).isEqualTo(500);
        assertThat(editor().get(item(post)).status()).isEqualTo(200);
        assertThat(editor().post(item(post), Map.of("title", "2")).status()).isEqualTo(500);
        assertThat(editor().post(item(post), Map.of("title", "3")).status()).isEqualTo(200);
        assertThat(fault.fired()).isEqualTo(2);
    }

    @Test
    void faults_follow_one_another_in_the_order_in_which_they_were_written() {
        wordpress.script().onNext("POST", POSTS).then(Fault.dieBeforeCommit());
        wordpress
                .script()
                .onNext(request -> request.json().path("slug").asString().equals("a"))
                .then(Fault.fatal());

        assertThat(editor().post(POSTS, story("a", "publish")).status()).isZero();
        assertThat(editor().post(POSTS, story("b", "publish")).status()).isEqualTo(201);
        assertThat(editor().post(POSTS, story("a", "publish")).status()).isEqualTo(500);
    }

    @Test
    void a_request_line_longer_than_web_servers_let_it_be_is_refused_in_html_and_reaches_no_wordpress() {
        assertThat(editor().get(POSTS + "?search=" + "a".repeat(8100)).status()).isEqualTo(200);
        int before = wordpress.requests().size();

        Reply refused = editor().get(POSTS + "?search=" + "a".repeat(8200));

        assertThat(refused.status()).isEqualTo(414);
        assertThat(refused.header("Content-Type")).startsWith("text/html");
        assertThat(wordpress.requests()).hasSize(before);
    }

    @Test
    void a_fault_that_has_no_end_ends_when_the_script_is_cleared() {
        wordpress.script().onNext(RecordedRequest::writes).always().then(Fault.maintenance());

        assertThat(editor().post(POSTS, story("a", "publish")).header("Retry-After"))
                .isEqualTo("600");
        assertThat(editor().get(POSTS).status()).isEqualTo(200);
        assertThat(editor().post(POSTS, story("a", "publish")).status()).isEqualTo(503);
        wordpress.script().clear();
        assertThat(editor().post(POSTS, story("a", "publish")).status()).isEqualTo(201);
    }

    @Test
    void a_fault_that_comes_too_late_for_a_refused_request_does_not_count_as_fired() {
        Fault fault = wordpress.script().onNext("POST", POSTS).then(Fault.fatal());

        assertThat(stranger().post(POSTS, story("a", "publish")).status()).isEqualTo(401);
        assertThat(fault.fired()).isZero();
    }

    @Test
    void a_request_hangs_until_the_test_lets_it_go_on_and_then_commits_though_nobody_waits() {
        var gate = new Gate();
        wordpress.script().onNext("POST", POSTS).then(Fault.hangBeforeWrite(gate));

        CompletableFuture<Reply> lost = editor().waiting(Duration.ofSeconds(2)).postApart(POSTS, story("a", "publish"));
        gate.awaitArrival(SOON);

        assertThat(lost.join()).isEqualTo(Reply.NONE);
        assertThat(wordpress.publicPosts()).isEmpty();
        gate.open();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(wordpress.publicPosts()).hasSize(1));
    }

    @Test
    void an_answer_hangs_while_the_post_is_public() {
        var gate = new Gate();
        wordpress.script().onNext("POST", POSTS).then(Fault.hangAfterWrite(gate));
        CompletableFuture<Reply> answer = editor().postApart(POSTS, story("a", "publish"));
        gate.awaitArrival(SOON);

        assertThat(wordpress.publicPosts()).extracting(PublicPost::slug).containsExactly("a");
        assertThat(answer).isNotDone();
        gate.open();
        assertThat(answer.join().status()).isEqualTo(201);
    }

    @Test
    void two_creates_of_one_term_at_the_same_time_make_two_terms() {
        var gate = new Gate();
        wordpress.script().onNext("POST", TAGS).then(Fault.hangBeforeWrite(gate));
        CompletableFuture<Reply> first = editor().postApart(TAGS, Map.of("name", "Press"));
        gate.awaitArrival(SOON);
        Reply second = editor().post(TAGS, Map.of("name", "Press"));
        gate.open();

        assertThat(first.join().status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(first.join().id()).isNotEqualTo(second.id());
    }

    @Test
    void an_answer_may_be_cut_in_half_or_drip() {
        wordpress.script().onNext("POST", POSTS).then(Fault.halfAnswer());
        Fault drip = wordpress.script().onNext("GET", POSTS).then(Fault.drip());

        assertThat(editor().post(POSTS, story("a", "publish"))).isEqualTo(Reply.NONE);
        assertThat(wordpress.publicPosts()).hasSize(1);
        assertThat(editor().get(POSTS + "?_fields=id").json()).hasSize(1);
        assertThat(drip.fired()).isEqualTo(1);
    }

    @Test
    void an_answer_may_say_anything_of_a_post_that_is_stored() {
        wordpress.script().onNext("POST", POSTS).then(Fault.badRequestAfter());
        wordpress.script().onNext("POST", POSTS).then(Fault.badGatewayAfter());
        wordpress.script().onNext("POST", POSTS).then(Fault.answerAfter(201, "application/json", "{\"id\":"));

        assertThat(editor().post(POSTS, story("a", "publish")).code()).isEqualTo("rest_invalid_type");
        assertThat(editor().post(POSTS, story("b", "publish")).status()).isEqualTo(502);
        assertThat(editor().post(POSTS, story("c", "publish")).text()).isEqualTo("{\"id\":");
        assertThat(wordpress.publicPosts()).extracting(PublicPost::slug).containsExactly("a", "b", "c");
    }

    @Test
    void an_answer_may_tell_otherwise_what_is_stored() {
        wordpress
                .script()
                .onNext("POST", POSTS)
                .then(Fault.retold(body -> body.replaceFirst("\"slug\":\"a\"", "\"slug\":\"b\"")));

        Reply retold = editor().post(POSTS, story("a", "publish"));

        assertThat(retold.status()).isEqualTo(201);
        assertThat(retold.json().path("slug").asString()).isEqualTo("b");
        assertThat(wordpress.publicPosts()).extracting(PublicPost::slug).containsExactly("a");
    }

    @Test
    void what_was_ever_public_is_not_forgotten() {
        long post = published("a");
        editor().post(item(post), Map.of("status", "draft"));
        editor().post(item(post), Map.of("status", "publish", "slug", "b"));
        editor().delete(item(post) + "?force=true");

        assertThat(wordpress.publicPosts()).isEmpty();
        assertThat(wordpress.everPublic()).extracting(PublicPost::slug).containsExactly("a", "b");
        assertThat(wordpress.everPublic()).extracting(PublicPost::id).containsOnly(post);
    }

    @Test
    void requests_are_remembered_with_who_sent_them_and_what_they_met() {
        wordpress.script().onNext("POST", POSTS).then(Fault.fatal());
        editor().post(POSTS + "?_fields=id", story("a", "publish"));
        stranger().get("/wp/v2/users/me");

        assertThat(wordpress.requests())
                .extracting(
                        RecordedRequest::method, RecordedRequest::route, RecordedRequest::user, RecordedRequest::fault)
                .extracting(Object::toString)
                .containsExactly(
                        "(\"POST\", \"/wp/v2/posts\", \"editor\", \"fatal\")",
                        "(\"GET\", \"/wp/v2/users/me\", \"\", \"\")");
        assertThat(wordpress.requests().getFirst().query()).isEqualTo("_fields=id");
        assertThat(wordpress.requests().getFirst().json().path("slug").asString())
                .isEqualTo("a");
    }

    @Test
    void a_revoked_application_password_counts_as_wrong_until_it_is_restored() {
        wordpress.revokeApplicationPassword(wordpress.editor());
        assertThat(editor().get("/wp/v2/users/me").status()).isEqualTo(401);

        wordpress.restoreApplicationPassword(wordpress.editor());
        assertThat(editor().get("/wp/v2/users/me").status()).isEqualTo(200);
    }

    @Test
    void a_cleared_site_is_empty_and_its_ids_go_on() {
        long before = published("a");

        wordpress.clear();

        assertThat(wordpress.posts()).isEmpty();
        assertThat(wordpress.everPublic()).isEmpty();
        assertThat(wordpress.requests()).isEmpty();
        assertThat(published("a")).isGreaterThan(before);
    }

    @Test
    void with_plain_permalinks_only_the_query_leads_to_the_rest_interface_and_to_posts() {
        try (FakeWordPress plain = FakeWordPress.builder().withPlainPermalinks().start()) {
            Rest rest = Rest.as(plain, plain.editor()).with("Content-Type", "application/json");
            Reply created = rest.send(
                    "POST", "/?rest_route=/wp/v2/posts", "{\"title\":\"T\",\"slug\":\"a\",\"status\":\"publish\"}");

            assertThat(created.status()).isEqualTo(201);
            assertThat(created.field("link")).isEqualTo(plain.url() + "/?p=" + created.id());
            assertThat(rest.get("/").status()).isEqualTo(404);
            assertThat(rest.get("/").header("Content-Type")).startsWith("text/html");
            assertThat(rest.send("GET", "/?p=" + created.id(), "").status()).isEqualTo(200);
            assertThat(rest.send("GET", "/a/", "").status()).isEqualTo(404);
        }
    }

    @Test
    void a_scheduled_post_stays_scheduled_until_its_time_has_come_and_cron_runs() {
        var now = new AtomicReference<>(Instant.parse("2030-01-01T00:00:00Z"));
        try (FakeWordPress clocked = FakeWordPress.builder().clock(now::get).start()) {
            Rest rest = Rest.as(clocked, clocked.editor());
            long post = rest.post(POSTS, story("a", "publish", "date_gmt", "2030-01-01T00:10:00"))
                    .id();

            clocked.runCron();
            assertThat(clocked.publicPosts()).isEmpty();
            now.set(Instant.parse("2030-01-01T00:10:00Z"));
            assertThat(clocked.publicPosts()).isEmpty();
            clocked.runCron();

            assertThat(clocked.publicPosts()).extracting(PublicPost::id).containsExactly(post);
            assertThat(clocked.transitions(post).getLast().announces()).isTrue();
        }
    }
}

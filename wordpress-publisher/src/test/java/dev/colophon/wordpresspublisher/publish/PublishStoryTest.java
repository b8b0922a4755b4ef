package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.proxy.FaultProxy;
import dev.colophon.testkit.wordpress.Fault;
import dev.colophon.testkit.wordpress.Gate;
import dev.colophon.testkit.wordpress.RecordedRequest;
import dev.colophon.testkit.wordpress.StoredPost;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

@PublisherTest
class PublishStoryTest extends AtOneSite {

    PublishStoryTest(PostgresServer postgres, @Autowired ApplicationContext service) {
        super(postgres, service);
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
    void one_more_story_takes_three_requests_and_the_last_of_them_verifies_it() {
        assertThat(requestsOfOneMore(newsroom.site(wordpress)))
                .containsExactly("POST /wp/v2/posts", "POST /wp/v2/posts/ID", "GET /wp/v2/posts/ID");
    }

    @Test
    void stories_of_one_site_share_its_connections() {
        try (FaultProxy proxy = FaultProxy.to(wordpress.port())) {
            UUID site = newsroom.register(
                    UUID.randomUUID(),
                    URI.create("http://127.0.0.1:" + proxy.port()),
                    wordpress.editor().login(),
                    wordpress.editor().applicationPassword());
            for (int number = 1; number <= 5; number++) {
                newsroom.story(site, "shared-" + number).want().awaitReceipt("published");
            }

            assertThat(wordpress.requests()).hasSizeGreaterThan(15);
            assertThat(proxy.everOpened()).isBetween(1, 5);
        }
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

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_the_site_does_not_keep_is_told_with_its_code(boolean plugin) {
        wordpress.companion(plugin);
        Story first = story("held").want();
        first.awaitReceipt("published");
        Story story = newsroom.story(newsroom.site(wordpress), "held")
                .want(request -> variant(request).putObject("settings").put("commentStatus", "closed"));

        JsonNode told = story.awaitReceipt("published").path("post").path("notApplied");

        assertThat(told).hasSize(1);
        assertThat(told.path(0).path("field").stringValue()).isEqualTo("slug");
        assertThat(told.path(0).path("code").stringValue()).isEqualTo("WP_SLUG_CHANGED");
        assertThat(first.awaitReceipt("published").path("post").has("notApplied"))
                .isFalse();
    }

    @Test
    void an_author_that_the_site_does_not_have_is_refused_in_its_own_words() {
        Story story = story("no-author")
                .want(request -> variant(request).putObject("settings").put("author", 987654));

        JsonNode problem = story.awaitReceipt("failed").path("problem");

        assertThat(problem.path("code").stringValue()).isEqualTo("WP_REFUSED_CONTENT");
        assertThat(problem.path("detail").stringValue()).isEqualTo("Invalid author ID.");
    }

    @Test
    void a_term_that_another_publisher_is_making_is_waited_for_and_taken_from_it() {
        Story earlier = story("earlier")
                .want(request -> variant(request).putArray("categories").add("Breaking news"));
        earlier.awaitReceipt("published");
        long made = newsroom.sql()
                .sql(
                        "DELETE FROM wordpress_publisher.site_term WHERE site_id = :site AND name = 'breaking news' RETURNING term_id")
                .param("site", earlier.site())
                .query(Long.class)
                .single();
        Story story = newsroom.story(earlier.site(), "breaking");
        // As if another publisher of this database were at it, under the name as WordPress takes it.
        newsroom.sql().sql("""
                        INSERT INTO wordpress_publisher.site_term (site_id, taxonomy, name, making_until)
                        VALUES (:site, 'categories', 'breaking news', now() + interval '1 hour')
                        """).param("site", story.site()).update();

        story.want(request -> variant(request).putArray("categories").add("Breaking NEWS"));
        JsonNode waiting = story.awaitReceipt("deferred");
        assertThat(waiting.path("problem").path("code").stringValue()).isEqualTo("WP_TERM_BEING_MADE");
        assertThat(termsAskedFor("Breaking NEWS")).isZero();

        newsroom.sql().sql("""
                        UPDATE wordpress_publisher.site_term SET term_id = :id, making_until = NULL WHERE site_id = :site
                        AND name = 'breaking news'
                        """).param("id", made).param("site", story.site()).update();
        newsroom.travel(story.id(), Duration.ofMinutes(5));
        story.awaitReceipt("published");

        assertThat(termsAskedFor("Breaking NEWS")).isZero();
        assertThat(only(story).categories()).containsExactly("Breaking news");
    }

    private long termsAskedFor(String name) {
        return wordpress.requests().stream()
                .filter(RecordedRequest::writes)
                .filter(request -> request.route().endsWith("/categories")
                        && request.body().contains(name))
                .count();
    }

    @Test
    void a_scheduled_story_waits_in_the_ledger_and_is_not_sent_early() {
        Instant at = Instant.now().plus(Duration.ofHours(3));
        Story story = story("tomorrow").want(request -> request.put("publishAt", at.toString()));

        JsonNode scheduled = story.awaitReceipt("scheduled");
        Story witness = story("today").want();
        witness.awaitReceipt("published");
        // How long it waits is known before the receipt is dated: what passes in between comes on top.
        assertThat(Instant.parse(scheduled.path("nextAttemptAt").stringValue()))
                .isBetween(at.minusSeconds(2), at.plusSeconds(60));
        assertThat(story.postsAt(wordpress)).isEmpty();

        newsroom.travel(story.id(), Duration.ofHours(3).plusSeconds(1));
        story.awaitReceipt("published");
        assertThat(only(story).status()).isEqualTo("publish");
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

    /** S2-20: a delay in a hop shows in the figure of that hop. */
    @Test
    void a_story_that_waits_for_another_to_leave_its_site_shows_as_wait(@Autowired MeterRegistry meters) {
        Timer wait = meters.get("colophon.publish.wait").timer();
        double before = wait.totalTime(TimeUnit.MILLISECONDS);
        var gate = new Gate();
        Fault hang = wordpress.script().onNext(AtOneSite::creates).then(Fault.hangBeforeWrite(gate));
        UUID narrow = newsroom.site(wordpress);
        newsroom.sql()
                .sql("UPDATE publish_api.site SET max_concurrency = 1 WHERE id = :id")
                .param("id", narrow)
                .update();
        Story first = newsroom.story(narrow, "first").want();
        gate.awaitArrival(Duration.ofSeconds(20));
        Story second = newsroom.story(narrow, "second").want();
        await("a wait that can be seen")
                .until(() -> newsroom.sql()
                        .sql(
                                "SELECT due_at < clock_timestamp() - interval '300 ms' FROM wordpress_publisher.ledger WHERE publication_id = :p")
                        .param("p", second.id())
                        .query(Boolean.class)
                        .single());
        gate.open();
        first.awaitReceipt("published");
        second.awaitReceipt("published");

        assertThat(hang.fired()).isOne();
        assertThat(wait.totalTime(TimeUnit.MILLISECONDS) - before).isGreaterThanOrEqualTo(300);
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
                .containsEntry("read_only", false)
                .containsEntry("session_role", "wordpress_publisher")
                .containsEntry("row_security", false)
                .containsEntry("visible_rows", 1)
                .containsEntry("outcome", "published")
                .containsEntry("intent_change", "PUBLISH");
        assertThat(attempt.get("transaction_id")).asString().matches("\\d+");
        assertThat(attempt.get("snapshot")).asString().matches("\\d+:\\d+:[\\d,]*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"in_recovery = true", "read_only = true", "visible_rows = 0", "session_role = NULL"})
    void a_visit_begun_elsewhere_than_on_a_primary_that_saw_its_work_cannot_be_on_record(String otherwise) {
        Story story = story("evidence-of-another-place").want();
        story.awaitReceipt("published");

        assertThatThrownBy(() -> newsroom.sql()
                        .sql("UPDATE wordpress_publisher.attempt SET " + otherwise + " WHERE publication_id = :p")
                        .param("p", story.id())
                        .update())
                .hasMessageContaining("attempt_on_a_primary_that_saw_its_work");
    }
}

package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.FakeWordPress;
import dev.colophon.testkit.wordpress.Fault;
import dev.colophon.wordpresspublisher.Keysets;
import dev.colophon.wordpresspublisher.Newsroom;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

@PublisherTest
@TestPropertySource(properties = "colophon.wordpress.request-timeout=2500ms")
class SiteTroubleTest extends AtOneSite {

    SiteTroubleTest(PostgresServer postgres, @Autowired ApplicationContext service) {
        super(postgres, service);
    }

    @Test
    void a_site_that_is_down_slow_or_answers_html_holds_up_nobody_else() {
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
    void a_site_whose_words_are_a_path_without_end_costs_one_attempt() {
        Fault fault = wordpress
                .script()
                .onNext(AtOneSite::creates)
                .then(Fault.answerAfter(
                        500,
                        "application/json",
                        "{\"code\":\"internal_server_error\",\"message\":\"" + "/a".repeat(10_000) + "\"}"));
        Story story = story("path-without-end").want();

        JsonNode unconfirmed = story.awaitReceipt("unconfirmed");

        assertThat(fault.fired()).isOne();
        assertThat(unconfirmed.path("problem").path("detail").stringValue()).isEqualTo("[path]");
        story.awaitReceipt("published");
        assertThat(only(story).status()).isEqualTo("publish");
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "https://example.org/\\u0000"})
    void a_public_post_without_an_address_for_readers_is_not_told_and_not_forgotten(String link) {
        Fault fault = wordpress
                .script()
                .onNext(AtOneSite::looks)
                .always()
                .then(Fault.retold(body ->
                        body.replaceAll("\"link\":\"[^\"]*\"", Matcher.quoteReplacement("\"link\":\"" + link + "\""))));
        Story story = story("nowhere").want();

        await().untilAsserted(() -> assertThat(story.receipts())
                .anyMatch(receipt -> receipt.at("/problem/code").asString("").equals("WP_UNREADABLE_ANSWER")));

        assertThat(fault.fired()).isPositive();
        assertThat(story.row()).containsEntry("remote_id", only(story).id());
        assertThat(story.times("published")).isZero();
        wordpress.script().clear();
        assertThat(story.awaitReceipt("published").at("/post/url").stringValue())
                .endsWith("/nowhere/");
        assertThat(story.everPublicAt(wordpress)).isOne();
    }

    @Test
    void what_a_receipt_tells_of_a_title_is_fit_for_whoever_reads_it() {
        Fault fault = wordpress
                .script()
                .onNext(AtOneSite::looks)
                .then(Fault.retold(body -> body.replace("\"title\":{\"raw\":\"", "\"title\":{\"raw\":\"\\u0000")));
        Story story = story("odd-title").want();

        JsonNode told = story.awaitReceipt("published").path("post").path("notApplied");

        assertThat(fault.fired()).isOne();
        assertThat(told).singleElement().satisfies(title -> {
            assertThat(title.path("field").stringValue()).isEqualTo("title");
            assertThat(title.path("detail").stringValue()).doesNotContainPattern("\\p{Cc}");
        });
    }

    @Test
    void a_visit_that_the_machine_itself_breaks_off_is_a_failed_attempt_like_any_other() {
        crash.once("before:reserved", StackOverflowError::new);
        Story story = story("too-deep").want();

        assertThat(code(story.awaitReceipt("deferred"))).isEqualTo("VISIT_FAILED");

        story.awaitReceipt("published");
        assertThat(crash.fired()).isOne();
        assertThat(only(story).status()).isEqualTo("publish");
    }

    @Test
    void a_site_with_a_pace_is_visited_no_faster_and_nobody_else_waits_for_it() {
        Story first = story("first-of-its-minute");
        newsroom.sql()
                .sql("UPDATE publish_api.site SET max_visits_per_minute = 6 WHERE id = :site")
                .param("site", first.site())
                .update();
        first.want().awaitReceipt("published");
        // The visit itself counts; from here on the minute is as long as the test says.
        assertThat(rest("interval '1 hour'", first.site())).isOne();

        Story second = newsroom.story(first.site(), "second-of-its-minute").want();
        story("at-another-site").want().awaitReceipt("published");

        assertThat(second.kinds()).isEmpty();
        assertThat(rest("interval '0'", first.site())).isOne();
        second.awaitReceipt("published");
    }

    private int rest(String time, UUID site) {
        return newsroom.sql()
                .sql("UPDATE wordpress_publisher.site_state SET paced_until = clock_timestamp() + " + time
                        + " WHERE site_id = :site AND max_visits_per_minute = 6 AND paced_until IS NOT NULL")
                .param("site", site)
                .update();
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
        assertThat(wordpress.requests())
                .isNotEmpty()
                .allMatch(request -> request.user().isEmpty());
        assertThat(wordpress.posts()).isEmpty();

        wordpress.restoreApplicationPassword(wordpress.editor());

        story.awaitReceipt("published");
        second.awaitReceipt("published");
        assertThat(story.times("failed")).isZero();
    }

    /** FAULTS 61: this service has not the key that publish-api sealed them with. */
    @Test
    void credentials_that_our_keyset_does_not_open_suspend_the_site_its_stories_wait_and_nothing_is_sent_there()
            throws GeneralSecurityException {
        Story story = story("sealed-by-others");
        newsroom.reseal(story.site(), wordpress, Keysets.withoutOlder(Keysets.rotated(Newsroom.KEYSET)));

        assertThat(code(story.want().awaitReceipt("deferred"))).isEqualTo("SITE_CREDENTIALS_UNREADABLE");
        Story second = newsroom.story(story.site(), "sealed-by-others-too").want();
        assertThat(code(second.awaitReceipt("deferred"))).isEqualTo("SITE_CREDENTIALS_UNREADABLE");
        assertThat(suspension(story.site())).isEqualTo("SITE_CREDENTIALS_UNREADABLE");
        assertThat(wordpress.requests()).isEmpty();

        newsroom.reseal(story.site(), wordpress, Newsroom.KEYSET);

        story.awaitReceipt("published");
        second.awaitReceipt("published");
        assertThat(story.times("failed") + second.times("failed")).isZero();
    }

    private String suspension(UUID site) {
        return newsroom.sql()
                .sql("SELECT suspension_code FROM wordpress_publisher.site_state WHERE site_id = :site")
                .param("site", site)
                .query(String.class)
                .single();
    }

    @Test
    void a_suspended_site_that_cannot_be_asked_keeps_no_other_one_suspended() {
        List<UUID> noAddress =
                Stream.generate(() -> newsroom.site(wordpress)).limit(8).toList();
        newsroom.sql()
                .sql("UPDATE publish_api.site SET base_url = 'https://no address' WHERE id IN (:sites)")
                .param("sites", noAddress)
                .update();
        UUID site = newsroom.site(wordpress);
        suspend(Stream.concat(noAddress.stream(), Stream.of(site)).toList());

        newsroom.story(site, "known-again").want().awaitReceipt("published");

        assertThat(noAddress).allSatisfy(one -> assertThat(suspension(one)).isEqualTo("WP_CREDENTIALS_LOST"));
        newsroom.sql()
                .sql("DELETE FROM wordpress_publisher.site_state WHERE site_id IN (:sites)") // else they are asked on
                .param("sites", noAddress)
                .update();
    }

    /** As visits do that their sites did not know; all at once, so that they are asked in one round. */
    private void suspend(List<UUID> sites) {
        newsroom.sql()
                .sql("""
                        INSERT INTO wordpress_publisher.site_state (site_id, suspended_since, suspension_code, suspension_detail, next_probe_at)
                        SELECT id, now(), 'WP_CREDENTIALS_LOST', 'not known', now() FROM unnest(:sites) AS s (id)
                        """)
                .param("sites", new SqlArrayValue("uuid", sites.toArray()))
                .update();
    }

    @Test
    void a_story_for_a_site_that_its_administrator_suspended_waits_and_is_published_once_after_it_is_resumed() {
        Story story = story("suspended-meanwhile");
        administered(story.site(), "suspended");

        assertThat(code(story.want().awaitReceipt("deferred"))).isEqualTo("SITE_SUSPENDED");
        assertThat(story.row()).containsEntry("last_kind", "deferred").containsEntry("last_code", "SITE_SUSPENDED");
        assertThat(wordpress.requests()).isEmpty();

        administered(story.site(), "active");

        story.awaitReceipt("published");
        assertThat(only(story).status()).isEqualTo("publish");
        assertThat(story.everPublicAt(wordpress)).isOne();
        assertThat(story.times("published")).isOne();
        assertThat(story.kinds()).doesNotContain("failed", "parked");
    }

    /** As POST /v1/sites/{key}/suspend and resume do it. */
    private void administered(UUID site, String state) {
        newsroom.sql()
                .sql("UPDATE publish_api.site SET state = :state WHERE id = :site")
                .param("site", site)
                .param("state", state)
                .update();
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

    /** Requests for it are left to its adapter; one that is in the ledger all the same is no reason to speak WordPress to it. */
    @Test
    void a_story_at_a_site_of_another_platform_is_deferred_and_the_site_is_asked_nothing() {
        for (String state : List.of("active", "suspended")) {
            UUID site = newsroom.ofPlatform("bulletin", newsroom.site(wordpress));
            administered(site, state);

            Story story = newsroom.story(site, "not-for-us").want();

            assertThat(code(story.awaitReceipt("deferred"))).as(state).isEqualTo("SITE_OF_ANOTHER_PLATFORM");
        }
        assertThat(wordpress.requests()).isEmpty();
    }

    /** The look-up before the create was answered with nothing. Were that answer given again, the draft would not be found. */
    @Test
    void an_old_empty_answer_of_a_cache_on_the_way_is_not_believed() {
        try (var cache = CachingProxy.before(wordpress)) {
            UUID site = newsroom.register(
                    UUID.randomUUID(),
                    cache.url(),
                    wordpress.editor().login(),
                    wordpress.editor().applicationPassword());
            crash.once("after:reserved");
            Story story = newsroom.story(site, "behind-a-cache").want();
            await().untilAsserted(() -> assertThat(crash.fired()).isOne());
            newsroom.expireLease(story.id());
            story.awaitReceipt("published");

            assertThat(only(story).status()).isEqualTo("publish");
            assertThat(wordpress.requests().stream().filter(AtOneSite::creates)).hasSize(1);
            assertThat(cache.kept()).as("answers that a cache could give again").isGreaterThan(2);
            assertThat(cache.given()).isZero();
            assertThat(cache.repeatsItself()).isTrue();
        }
    }

    @Test
    void a_site_that_is_not_https_and_not_allowed_by_name_is_not_spoken_to() {
        UUID site =
                newsroom.register(UUID.randomUUID(), URI.create("http://localhost:" + wordpress.port()), "editor", "x");

        Story story = newsroom.story(site, "plain").want();

        assertThat(code(story.awaitReceipt("deferred"))).isEqualTo("WP_ADDRESS_REFUSED");
        assertThat(wordpress.requests()).isEmpty();
    }
}

package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.Fault;
import dev.colophon.testkit.wordpress.RecordedRequest;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import dev.colophon.wordpresspublisher.wordpress.SitesAskedAgain;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;

/** From one road to the other in the middle of a story: what was begun under a key is never begun anew without it. */
@PublisherTest
@TestPropertySource(properties = "colophon.wordpress.companion.verify=true")
class CompanionComesAndGoesTest extends AtOneSite {

    private final ApplicationContext service;

    CompanionComesAndGoesTest(PostgresServer postgres, @Autowired ApplicationContext service) {
        super(postgres, service);
        this.service = service;
    }

    private static boolean createsByKey(RecordedRequest request) {
        return request.method().equals("POST") && request.route().matches("/colophon/v1/posts/[^/]+");
    }

    private void companion(Story story, boolean active) {
        wordpress.companion(active);
        SitesAskedAgain.about(story.site(), service);
    }

    private void assertOnePost(Story story) {
        assertThat(story.postsAt(wordpress))
                .filteredOn(post -> post.status().equals("publish"))
                .hasSize(1);
        assertThat(story.everPublicAt(wordpress)).isOne();
        assertThat(story.times("published")).isOne();
    }

    private String strategyAt(UUID site) {
        return newsroom.sql()
                .sql("SELECT strategy FROM wordpress_publisher.site_state WHERE site_id = :site")
                .param("site", site)
                .query(String.class)
                .single();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void a_plugin_that_speaks_another_protocol_is_no_plugin(int protocol) {
        wordpress.companion(true);
        wordpress.companionProtocol(protocol);

        Story story = story("older").want();

        story.awaitReceipt("published");
        assertThat(wordpress.requests().stream().filter(CompanionComesAndGoesTest::createsByKey))
                .isEmpty();
        assertOnePost(story);
    }

    @Test
    void where_it_is_asked_for_each_new_post_is_looked_at_once_more() {
        wordpress.companion(true);

        assertThat(requestsOfOneMore(newsroom.site(wordpress)))
                .containsExactly("POST /colophon/v1/posts/ID", "GET /wp/v2/posts/ID");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_plugin_that_vanishes_after_a_lost_answer_is_waited_for_and_no_second_post_is_made(boolean landed) {
        wordpress.companion(true);
        Fault lost = wordpress
                .script()
                .onNext(CompanionComesAndGoesTest::createsByKey)
                .then(landed ? Fault.dieAfterCommit() : Fault.dieBeforeCommit());
        crash.once("after:published");
        Story story = story("vanished").want();
        await().untilAsserted(() -> assertThat(crash.fired()).isOne());
        companion(story, false);
        newsroom.expireLease(story.id());

        assertThat(code(story.awaitReceipt("deferred"))).isEqualTo("WP_COMPANION_GONE");
        assertThat(lost.fired()).isOne();
        assertThat(story.postsAt(wordpress)).hasSize(landed ? 1 : 0);
        assertThat(wordpress.requests().stream().filter(AtOneSite::creates)).isEmpty();

        companion(story, true);
        story.awaitReceipt("published");
        assertOnePost(story);
    }

    @Test
    void a_site_whose_story_waits_for_the_plugin_publishes_others_meanwhile() {
        wordpress.companion(true);
        wordpress.script().onNext(CompanionComesAndGoesTest::createsByKey).then(Fault.dieAfterCommit());
        crash.once("after:published");
        Story story = story("waiting").want();
        await().untilAsserted(() -> assertThat(crash.fired()).isOne());
        companion(story, false);
        newsroom.expireLease(story.id());
        story.awaitReceipt("deferred");

        Story other = newsroom.story(story.site(), "not-waiting").want();

        other.awaitReceipt("published");
        assertOnePost(other);
        assertThat(wordpress.requests().stream().filter(AtOneSite::creates)).hasSize(1);

        companion(story, true);
        story.awaitReceipt("published"); // left waiting, its visits would meet the deaths of the tests after this one
    }

    @Test
    void a_plugin_that_vanishes_before_anything_was_made_leaves_the_story_to_the_stock_road() {
        wordpress.companion(true);
        Story first = story("known").want();
        first.awaitReceipt("published");
        assertThat(strategyAt(first.site())).isEqualTo("companion_key");
        wordpress.companion(false);

        Story second = newsroom.story(first.site(), "fallen-back").want();

        second.awaitReceipt("published");
        assertThat(second.row()).containsEntry("keyed", false);
        assertThat(strategyAt(first.site())).isEqualTo("stock");
        assertThat(wordpress.requests().stream().filter(AtOneSite::creates)).hasSize(1);
        assertOnePost(second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"after:reserved", "before:checkpointed"})
    void a_stock_draft_that_nobody_recorded_is_never_public_once_the_plugin_has_come(String point) {
        crash.once(point);
        Story story = story("came").want();
        await().untilAsserted(() -> assertThat(crash.fired()).isOne());
        companion(story, true);
        newsroom.expireLease(story.id());

        story.awaitReceipt("published");

        assertThat(story.row()).containsEntry("keyed", true);
        assertThat(story.postsAt(wordpress)).hasSize(2);
        assertOnePost(story);
    }

    @ParameterizedTest
    @ValueSource(strings = {"after:checkpointed", "before:published", "after:published", "before:recorded"})
    void a_story_with_a_post_on_record_goes_on_with_it_by_its_id(String point) {
        crash.once(point);
        Story story = story("went-on").want();
        await().untilAsserted(() -> assertThat(crash.fired()).isOne());
        companion(story, true);
        newsroom.expireLease(story.id());

        story.awaitReceipt("published");

        assertThat(story.row()).containsEntry("keyed", false);
        assertThat(story.postsAt(wordpress)).hasSize(1);
        assertThat(wordpress.requests().stream().filter(CompanionComesAndGoesTest::createsByKey))
                .isEmpty();
        assertOnePost(story);
    }

    @Test
    void a_cancel_that_meets_a_create_of_unknown_end_is_refused_when_its_post_is_found() {
        Story story = lostAndGone("cancelled-late", Fault.dieAfterCommit());

        story.ask("cancel");
        await().untilAsserted(() -> assertThat(heldCancels(story)).isOne());
        assertThat(story.kinds()).doesNotContain("cancelled", "cancel_refused");
        companion(story, true);

        assertThat(code(story.awaitReceipt("cancel_refused"))).isEqualTo("PAST_POINT_OF_NO_RETURN");
        story.awaitReceipt("published", 1);
        assertThat(heldCancels(story)).isZero();
        assertOnePost(story);
    }

    @Test
    void a_cancel_is_granted_once_the_site_has_shut_out_a_create_that_never_landed() {
        Story story = lostAndGone("cancelled", Fault.dieBeforeCommit());
        newsroom.sql()
                .sql("UPDATE wordpress_publisher.ledger SET given_up = true WHERE publication_id = :p")
                .param("p", story.id())
                .update();
        story.ask("cancel");
        await().untilAsserted(() -> assertThat(heldCancels(story)).isOne());

        companion(story, true);
        newsroom.travel(story.id(), Duration.ofHours(1));

        story.awaitReceipt("cancelled");
        assertThat(story.row()).containsEntry("cancelled", true).containsEntry("keyed", false);
        assertThat(story.postsAt(wordpress)).isEmpty();
    }

    @Test
    void a_newer_request_overtakes_a_cancel_that_waits() {
        Story story = lostAndGone("changed-mind", Fault.dieAfterCommit());
        story.ask("cancel");
        await().untilAsserted(() -> assertThat(heldCancels(story)).isOne());

        story.want(request -> variant(request).put("html", "<p>After all.</p>"));
        companion(story, true);

        story.awaitReceipt("published");
        assertThat(heldCancels(story)).isZero();
        assertThat(only(story).content()).startsWith("<p>After all.</p>");
        assertThat(story.everPublicAt(wordpress)).isOne();
    }

    /** A story whose create under a key has an unknown end, at a site whose plugin is gone. */
    private Story lostAndGone(String slug, Fault fault) {
        wordpress.companion(true);
        wordpress.script().onNext(CompanionComesAndGoesTest::createsByKey).then(fault);
        crash.once("after:published");
        Story story = story(slug).want();
        await().untilAsserted(() -> assertThat(crash.fired()).isOne());
        companion(story, false);
        newsroom.expireLease(story.id());
        story.awaitReceipt("deferred");
        return story;
    }

    private long heldCancels(Story story) {
        return newsroom.sql()
                .sql("SELECT count(*) FROM wordpress_publisher.held_cancel WHERE publication_id = :p")
                .param("p", story.id())
                .query(Long.class)
                .single();
    }
}

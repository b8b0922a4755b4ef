package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.Fault;
import dev.colophon.testkit.wordpress.Gate;
import dev.colophon.testkit.wordpress.RecordedRequest;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

@PublisherTest
class CommandsTest extends AtOneSite {

    CommandsTest(PostgresServer postgres, @Autowired ApplicationContext service) {
        super(postgres, service);
    }

    @Test
    void an_unpublish_holds_the_post_whatever_the_variant_says() {
        Story story = story("taken-back").want();
        story.awaitReceipt("published");

        story.ask("unpublish");
        JsonNode receipt = story.awaitReceipt("unpublished");

        assertThat(receipt.path("post").path("status").stringValue()).isEqualTo("draft");
        assertThat(only(story).status()).isEqualTo("draft");
        assertThat(story.kinds()).doesNotContain("removed");

        story.want();
        story.awaitReceipt("published");
        assertThat(only(story).status()).isEqualTo("publish");
    }

    @Test
    void a_scheduled_story_that_is_cancelled_is_never_sent() {
        Story story = story("called-off")
                .want(request ->
                        request.put("publishAt", Instant.now().plusSeconds(7200).toString()));
        story.awaitReceipt("scheduled");

        story.ask("cancel");
        JsonNode cancelled = story.awaitReceipt("cancelled");
        newsroom.travel(story.id(), Duration.ofHours(3));
        Story witness = story("a-witness").want();
        witness.awaitReceipt("published");

        assertThat(cancelled.path("revision").longValue()).isEqualTo(2);
        assertThat(cancelled.path("post").isNull()).isTrue();
        assertThat(story.kinds()).containsExactly("scheduled", "cancelled");
        assertThat(story.row()).containsEntry("due_at", null).containsEntry("cancelled", true);
        assertThat(story.postsAt(wordpress)).isEmpty();
    }

    @Test
    void a_cancel_takes_the_work_out_of_a_workers_hands_and_a_later_job_adopts_the_draft_it_left() {
        var gate = new Gate();
        Fault held = wordpress.script().onNext(AtOneSite::creates).then(Fault.hangAfterWrite(gate));
        Story story = story("in-mid-visit").want();
        gate.awaitArrival(Duration.ofSeconds(20));

        story.ask("cancel");
        story.awaitReceipt("cancelled");
        gate.open();
        await().untilAsserted(() -> assertThat(story.postsAt(wordpress)).hasSize(1));
        Story witness = story("a-witness").want();
        witness.awaitReceipt("published");

        assertThat(held.fired()).isOne();
        assertThat(story.kinds()).containsExactly("claimed", "cancelled");
        assertThat(only(story).status()).isEqualTo("draft");

        story.want();
        story.awaitReceipt("published");
        assertThat(only(story).status()).isEqualTo("publish");
        assertThat(story.everPublicAt(wordpress)).isOne();
    }

    @Test
    void a_cancel_past_the_checkpoint_is_refused_with_the_post_on_record_and_the_story_goes_on() {
        var gate = new Gate();
        wordpress.script().onNext(AtOneSite::publishes).then(Fault.hangBeforeWrite(gate));
        Story story = story("too-late").want();
        gate.awaitArrival(Duration.ofSeconds(20));

        story.ask("cancel");
        JsonNode refused = story.awaitReceipt("cancel_refused");
        gate.open();
        story.awaitReceipt("published", 1);

        assertThat(code(refused)).isEqualTo("PAST_POINT_OF_NO_RETURN");
        assertThat(refused.path("problem").path("detail").stringValue()).contains("unpublish");
        assertThat(refused.path("post").path("id").longValue())
                .isEqualTo(only(story).id());
        assertThat(story.times("cancelled")).isZero();
        assertThat(only(story).status()).isEqualTo("publish");
    }

    @ParameterizedTest
    @ValueSource(strings = {"trash", "delete"})
    void a_retry_of_what_is_gone_for_certain_opens_a_generation_and_makes_a_new_post(String how) {
        Story story = story("again").want();
        long first = idIn(story.awaitReceipt("published"));
        asEditor(how, first);
        story.want();
        story.awaitReceipt("removed");
        int before = wordpress.requests().size();

        story.ask("retry");
        JsonNode opened = story.awaitReceipt("generation_opened");
        JsonNode published = story.awaitReceipt("published");

        assertThat(opened.path("generation").intValue()).isEqualTo(2);
        assertThat(published.path("generation").intValue()).isEqualTo(2);
        assertThat(idIn(published)).isNotEqualTo(first);
        assertThat(wordpress.publicPosts())
                .singleElement()
                .satisfies(post -> assertThat(post.id()).isEqualTo(idIn(published)));
        assertThat(wordpress.requests().stream().skip(before).map(RecordedRequest::route))
                .containsSubsequence("/wp/v2/users/me", "/wp/v2/posts/" + first, "/wp/v2/posts");
        assertThat(closedGenerations(story)).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"draft", "pending", "private"})
    void a_retry_of_what_an_editor_only_withdrew_publishes_the_same_post_again(String how) {
        Story story = story("withdrawn").want();
        long id = idIn(story.awaitReceipt("published"));
        asEditor(how, id);
        story.want();
        story.awaitReceipt("removed");

        story.ask("retry");

        assertThat(idIn(story.awaitReceipt("published"))).isEqualTo(id);
        assertThat(only(story).status()).isEqualTo("publish");
        assertThat(closedGenerations(story)).isZero();
    }

    @Test
    void a_retry_finds_a_post_that_is_public_again_and_leaves_it_public() {
        Story story = story("restored").want();
        long id = idIn(story.awaitReceipt("published"));
        asEditor("draft", id);
        story.want();
        story.awaitReceipt("removed");
        asEditor("publish", id);

        story.ask("retry");

        assertThat(idIn(story.awaitReceipt("published"))).isEqualTo(id);
        assertThat(closedGenerations(story)).isZero();
    }

    @Test
    void a_reserved_draft_that_is_gone_is_replaced_by_a_retry() {
        crash.once("after:checkpointed");
        Story story = story("unwanted").want();
        story.awaitReceipt("reserved");
        await().untilAsserted(() -> assertThat(crash.fired()).isOne());
        asEditor("trash", only(story).id());
        newsroom.expireLease(story.id());
        story.awaitReceipt("parked");

        story.ask("retry");
        story.awaitReceipt("published");

        assertThat(wordpress.publicPosts()).hasSize(1);
        assertThat(closedGenerations(story)).isOne();
    }

    @Test
    void a_draft_that_goes_in_the_visit_that_took_it_up_closes_its_generation_as_a_draft() {
        crash.once("after:reserved");
        Story story = story("taken-up").want();
        await().untilAsserted(() -> assertThat(crash.fired()).isOne());
        newsroom.sql()
                .sql("UPDATE wordpress_publisher.ledger SET override = true WHERE publication_id = :p")
                .param("p", story.id())
                .update();
        String draft = "/wp/v2/posts/" + only(story).id();
        Fault gone = wordpress
                .script()
                .onNext(request -> request.route().equals(draft))
                .always()
                .then(Fault.answerAfter(404, "application/json", "{\"code\":\"rest_post_invalid_id\"}"));

        newsroom.expireLease(story.id());
        JsonNode published = story.awaitReceipt("published");

        assertThat(gone.fired()).isEqualTo(2);
        assertThat(published.path("generation").intValue()).isEqualTo(2);
        assertThat(newsroom.sql()
                        .sql(
                                "SELECT closed_because FROM wordpress_publisher.closed_generation WHERE publication_id = :p")
                        .param("p", story.id())
                        .query(String.class)
                        .single())
                .as("it never was public")
                .isEqualTo("WP_DRAFT_REMOVED");
    }

    @Test
    void a_site_that_does_not_know_us_proves_no_absence() {
        Story story = story("unproved").want();
        long id = idIn(story.awaitReceipt("published"));
        asEditor("delete", id);
        story.want();
        story.awaitReceipt("removed");
        Fault stranger = wordpress
                .script()
                .onNext(request -> request.route().equals("/wp/v2/users/me"))
                .always()
                .then(Fault.answerAfter(401, "application/json", "{\"code\":\"rest_not_logged_in\"}"));

        story.ask("retry");
        JsonNode deferred = story.awaitReceipt("deferred");

        assertThat(stranger.fired()).isPositive();
        assertThat(code(deferred)).isEqualTo("WP_CREDENTIALS_LOST");
        assertThat(closedGenerations(story)).isZero();

        wordpress.script().clear();
        story.awaitReceipt("published");
        assertThat(wordpress.publicPosts()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "before:credentials_checked",
                "after:credentials_checked",
                "before:generation_opened",
                "after:generation_opened",
                "after:reserved",
                "after:checkpointed",
                "after:published"
            })
    void a_worker_that_dies_in_a_retry_leaves_one_new_post_and_one_new_generation(String point) {
        Story story = story("retried").want();
        long first = idIn(story.awaitReceipt("published"));
        asEditor("trash", first);
        story.want();
        story.awaitReceipt("removed");
        crash.once(point);

        story.ask("retry");
        await().untilAsserted(() -> assertThat(crash.fired()).isOne());
        newsroom.expireLease(story.id());
        JsonNode published = story.awaitReceipt("published");

        assertThat(published.path("generation").intValue()).isEqualTo(2);
        assertThat(wordpress.publicPosts()).hasSize(1);
        assertThat(story.times("generation_opened")).isOne();
        assertThat(story.postsAt(wordpress)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"before:cancelled", "after:cancelled"})
    void a_publisher_that_dies_while_it_takes_a_cancel_takes_it_once_when_it_is_delivered_again(String point) {
        Story story = story("asked-twice")
                .want(request ->
                        request.put("publishAt", Instant.now().plusSeconds(7200).toString()));
        story.awaitReceipt("scheduled");
        crash.once(point);

        story.askAndDie("cancel");
        story.deliverAgain("cancel");

        assertThat(crash.fired()).isOne();
        assertThat(story.kinds()).containsExactly("scheduled", "cancelled");
    }

    private long closedGenerations(Story story) {
        return newsroom.sql().sql("""
                        SELECT count(*) FROM wordpress_publisher.closed_generation
                        WHERE publication_id = :p AND closed_because IS NOT NULL AND evidence <> ''
                        """).param("p", story.id()).query(Long.class).single();
    }

    private static long idIn(JsonNode receipt) {
        return receipt.path("post").path("id").longValue();
    }
}

package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.Fault;
import dev.colophon.testkit.wordpress.Gate;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

@PublisherTest
@TestPropertySource(properties = "colophon.wordpress.request-timeout=2500ms")
class LostAnswersTest extends AtOneSite {

    LostAnswersTest(PostgresServer postgres, @Autowired ApplicationContext service) {
        super(postgres, service);
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

    static Stream<Arguments> failingRequests() {
        return Stream.of("after:reserved", "after:published")
                .flatMap(point -> Stream.of(
                        Arguments.of(point, Fault.dieAfterCommit()),
                        Arguments.of(point, Fault.badGatewayAfter()),
                        Arguments.of(point, Fault.dieBeforeCommit()),
                        Arguments.of(point, Fault.status(503))));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("failingRequests")
    void a_worker_dies_after_a_request_that_failed_as_it_does_after_one_that_was_answered(String point, Fault fault) {
        wordpress
                .script()
                .onNext(request -> point.equals("after:reserved") ? creates(request) : publishes(request))
                .then(fault);
        crash.once(point);

        Story story = story("failed-and-died").want();
        await().untilAsserted(() -> assertThat(crash.fired()).isOne());
        assertThat(fault.fired()).isOne();
        assertThat(story.times("published")).isZero();
        newsroom.expireLease(story.id());
        story.awaitReceipt("published");

        assertThat(only(story).status()).isEqualTo("publish");
        assertThat(story.times("published")).isOne();
    }

    @Test
    void a_publish_hook_that_dies_leaves_one_public_post_that_is_recorded_without_a_second_publish() {
        Fault fault = wordpress.script().onNext(AtOneSite::publishes).then(Fault.publishHook());

        Story story = story("hook").want();
        story.awaitReceipt("published");

        assertThat(fault.fired()).isOne();
        assertThat(story.kinds()).containsExactly("claimed", "reserved", "unconfirmed", "published");
        assertThat(wordpress.requests().stream().filter(AtOneSite::publishes)).hasSize(1);
    }

    @Test
    void a_second_look_that_fails_takes_nothing_back_and_one_that_finds_the_post_trashed_says_so() {
        wordpress.script().onNext(AtOneSite::publishes).then(Fault.publishHook());
        Story story = story("looked-at-twice").want();
        long id = story.awaitReceipt("published").path("post").path("id").longValue();
        // The editor's own request goes through, or the next look could come between the healing and the trash.
        Fault down = wordpress
                .script()
                .onNext(request -> !request.method().equals("DELETE"))
                .always()
                .then(Fault.status(500));

        newsroom.travel(story.id(), LATE_REQUEST_BOUND);
        await().untilAsserted(
                        () -> assertThat((Integer) story.row().get("failures")).isPositive());
        assertThat(down.fired()).isPositive();
        assertThat(story.kinds()).last().isEqualTo("published");

        asEditor("trash", id);
        wordpress.script().clear();
        story.awaitReceipt("removed");
        assertThat(wordpress.publicPosts()).isEmpty();
    }

    @Test
    void a_create_that_lands_after_we_gave_up_leaves_a_draft_and_never_a_second_public_post() {
        var gate = new Gate();
        Fault late = wordpress.script().onNext(AtOneSite::creates).then(Fault.hangBeforeWrite(gate));

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

    @Test
    void who_gives_up_in_the_visit_that_took_up_a_draft_says_that_its_post_may_be_seen() {
        crash.once("after:reserved");
        Story story = story("taken-up").want();
        await().untilAsserted(() -> assertThat(crash.fired()).isOne());
        newsroom.sql()
                .sql(
                        "UPDATE wordpress_publisher.ledger SET waiting_since = now() - interval '73 hours' WHERE publication_id = :p")
                .param("p", story.id())
                .update();
        Fault away = wordpress.script().onNext(AtOneSite::looks).then(Fault.status(503));

        newsroom.expireLease(story.id());
        JsonNode parked = story.awaitReceipt("parked");

        assertThat(away.fired()).isOne();
        assertThat(story.kinds()).containsExactly("claimed", "reserved", "parked");
        assertThat(code(parked)).isEqualTo("WAITED_TOO_LONG");
        assertThat(parked.path("problem").path("detail").stringValue())
                .as("a post is on record, and nobody has seen how it stands")
                .contains("Whether readers see the post is not known");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "after:claimed",
                "before:looked_up",
                "after:looked_up",
                "before:reserved",
                "after:reserved",
                "before:checkpointed",
                "after:checkpointed",
                "before:looked",
                "after:looked",
                "before:intended",
                "after:intended",
                "before:published",
                "after:published",
                "before:verified",
                "after:verified",
                "before:recorded",
                "after:recorded"
            })
    void a_worker_that_dies_at_any_step_leaves_one_public_post_and_one_receipt_of_it(String point) {
        boolean ofANextVisit = point.contains("looked");
        String first = point.endsWith("looked_up") ? "after:claimed" : "after:checkpointed";
        crash.once(ofANextVisit ? first : point);

        Story story = story("died").want();
        await().untilAsserted(() -> assertThat(crash.fired()).isOne());
        if (ofANextVisit) {
            crash.once(point);
            newsroom.expireLease(story.id());
            await().untilAsserted(() -> assertThat(crash.fired()).isOne());
        }
        newsroom.expireLease(story.id());
        story.awaitReceipt("published");

        assertThat(only(story).status()).isEqualTo("publish");
        assertThat(story.everPublicAt(wordpress)).isOne();
        assertThat(story.times("published")).isOne();
    }

    /** After the checkpoint, at steps that each visit comes to. */
    @ParameterizedTest
    @ValueSource(strings = {"after:looked", "before:intended", "before:published", "before:recorded"})
    void a_worker_that_dies_five_times_at_a_step_leaves_one_public_post_and_one_receipt_of_it(String point) {
        crash.once("after:checkpointed");
        Story story = story("died-and-died").want();
        await().untilAsserted(() -> assertThat(crash.fired()).isOne());
        for (int death = 0; death < 5; death++) {
            crash.once(point);
            newsroom.expireLease(story.id());
            await().untilAsserted(() -> assertThat(crash.fired()).isOne());
        }
        newsroom.expireLease(story.id());
        story.awaitReceipt("published");

        assertThat(only(story).status()).isEqualTo("publish");
        assertThat(story.everPublicAt(wordpress)).isOne();
        assertThat(story.times("published")).isOne();
        assertThat(wordpress.requests().stream().filter(AtOneSite::creates)).hasSize(1);
    }
}

package dev.colophon.wordpresspublisher.inbox;

import static dev.colophon.wordpresspublisher.inbox.KafkaDelivery.DEAD_LETTERS;
import static dev.colophon.wordpresspublisher.inbox.KafkaDelivery.REQUESTS;
import static dev.colophon.wordpresspublisher.inbox.KafkaDelivery.headers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.colophon.deadletter.DeadLetterDesk;
import dev.colophon.deadletter.DeadLetterRefused;
import dev.colophon.deadletter.DeadLetterRefused.Code;
import dev.colophon.deadletter.Letter;
import dev.colophon.deadletter.Place;
import dev.colophon.deadletter.Standing;
import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.FakeWordPress;
import dev.colophon.wordpresspublisher.Contracts;
import dev.colophon.wordpresspublisher.Newsroom;
import dev.colophon.wordpresspublisher.ledger.WorkSignal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A dead letter is delivered again only where it is provably undelivered, and only once. */
@PublisherWithKafkaTest
class RedeliveryTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final KafkaServer kafka;
    private final Newsroom newsroom;
    private final DeadLetterDesk<?> desk;

    RedeliveryTest(
            KafkaServer kafka, PostgresServer postgres, @Autowired WorkSignal work, @Autowired DeadLetterDesk<?> desk) {
        this.kafka = kafka;
        this.desk = desk;
        this.newsroom = new Newsroom(postgres, work, new KafkaDelivery(kafka));
    }

    @Test
    void a_letter_that_was_never_taken_in_is_delivered_once_and_a_second_time_changes_nothing() {
        try (FakeWordPress wordpress = FakeWordPress.start()) {
            var story = newsroom.story(newsroom.site(wordpress), "after-all");
            Place letter = refused(story);
            assertThat(answered(() -> desk.open(letter)).standing()).isInstanceOf(Standing.Undelivered.class);
            assertThatThrownBy(() -> answered(() -> desk.replay(letter, "ada", "too early")))
                    .as("the fault is still there")
                    .satisfies(code(Code.DEAD_LETTER_REFUSED_AGAIN));
            takeEverythingAgain();

            assertThat(answered(() -> desk.replay(letter, "ada", "the constraint is gone"))
                            .replay())
                    .hasValueSatisfying(replay -> assertThat(replay.operator()).isEqualTo("ada"));
            story.awaitReceipt("published");
            var receipts = story.kinds();
            assertThatThrownBy(() -> answered(() -> desk.replay(letter, "bob", "once more")))
                    .satisfies(code(Code.DEAD_LETTER_DELIVERED));

            assertThat(story.kinds()).isEqualTo(receipts);
            assertThat(story.everPublicAt(wordpress)).isEqualTo(1);
            assertThat(answered(() -> desk.page("", 50)).replays())
                    .hasEntrySatisfying(
                            letter, replay -> assertThat(replay.reason()).isEqualTo("the constraint is gone"));
        } finally {
            takeEverythingAgain();
        }
    }

    @Test
    void a_letter_that_a_newer_wish_has_overtaken_is_kept() {
        var story = newsroom.story(UUID.randomUUID(), "overtaken");
        try {
            Place letter = refused(story);
            takeEverythingAgain();
            story.want().awaitReceipt("deferred");

            assertThatThrownBy(() -> answered(() -> desk.replay(letter, "ada", "why not")))
                    .satisfies(code(Code.DEAD_LETTER_OVERTAKEN));
            assertThat(story.row()).containsEntry("revision", 2L);
            assertThat(answered(() -> desk.open(letter)).replay()).isEmpty();
        } finally {
            takeEverythingAgain();
        }
    }

    @Test
    void a_letter_that_cannot_be_read_is_kept_and_its_readers_password_is_not_shown() {
        var story = newsroom.story(UUID.randomUUID(), "secret");
        kafka.send(REQUESTS, story.id().toString(), "{\"variant\": {\"password\": \"readers-only", headers());
        Place letter = awaitLetter(story);

        assertThat(answered(() -> desk.open(letter)).body().text()).isEqualTo("{\"variant\": {\"password***");
        assertThatThrownBy(() -> answered(() -> desk.replay(letter, "ada", "why not")))
                .satisfies(code(Code.DEAD_LETTER_UNREADABLE));
        assertThatThrownBy(() -> answered(() -> desk.open(new Place(DEAD_LETTERS, 0, 1_000_000))))
                .satisfies(code(Code.NO_SUCH_DEAD_LETTER));
    }

    @Test
    void a_letter_that_was_never_a_request_is_kept_whatever_its_headers_say() {
        var asked = newsroom.story(UUID.randomUUID(), "asked").want();
        asked.awaitReceipt("deferred");
        var record = kafka.records(REQUESTS).stream()
                .filter(one -> asked.id().toString().equals(one.key()))
                .findFirst()
                .orElseThrow();
        var never = newsroom.story(UUID.randomUUID(), "never-asked");
        var wish = Contracts.sample("requests/publication-requested.json")
                .put("publicationId", never.id().toString());
        var headers = headers(
                "dlt_original_topic",
                REQUESTS,
                "dlt_original_partition",
                Integer.toString(record.partition()),
                "dlt_original_offset",
                Long.toString(record.offset()),
                "dlt_original_group",
                "wordpress-publisher");
        kafka.send(DEAD_LETTERS, never.id().toString(), wish.toString(), headers);
        Place forged = awaitLetter(never);

        assertThatThrownBy(() -> answered(() -> desk.replay(forged, "ada", "why not")))
                .satisfies(code(Code.DEAD_LETTER_ORIGIN_DIFFERS));
        assertThat(never.isInLedger()).isFalse();
    }

    /** A request that the database refuses for now, and where its letter is kept. */
    private Place refused(Newsroom.Story story) {
        newsroom.sql().sql("""
                        ALTER TABLE wordpress_publisher.ledger ADD CONSTRAINT refuses_for_now
                        CHECK (publication_id <> '%s') NOT VALID""".formatted(story.id())).update();
        story.want();
        return awaitLetter(story);
    }

    private Place awaitLetter(Newsroom.Story story) {
        return await().atMost(PATIENCE)
                .ignoreExceptionsMatching(RedeliveryTest::tooLate)
                .until(
                        () -> desk.page("", 50).letters().stream()
                                .filter(letter -> Arrays.equals(
                                        letter.record().key(),
                                        story.id().toString().getBytes(StandardCharsets.UTF_8)))
                                .map(Letter::place)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Asked again where Kafka's answer came too late: until it is there the desk has delivered nothing. */
    private static <T> T answered(Callable<T> question) {
        return await().atMost(PATIENCE)
                .ignoreExceptionsMatching(RedeliveryTest::tooLate)
                .until(question, Objects::nonNull);
    }

    private static boolean tooLate(Throwable thrown) {
        return thrown instanceof DeadLetterRefused refused && refused.code() == Code.DEAD_LETTERS_UNREACHABLE;
    }

    private void takeEverythingAgain() {
        newsroom.sql()
                .sql("ALTER TABLE wordpress_publisher.ledger DROP CONSTRAINT IF EXISTS refuses_for_now")
                .update();
    }

    private static Consumer<Throwable> code(Code code) {
        return thrown -> assertThat(thrown)
                .isInstanceOfSatisfying(
                        DeadLetterRefused.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }
}

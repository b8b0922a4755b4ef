package dev.colophon.wordpresspublisher.inbox;

import static dev.colophon.wordpresspublisher.inbox.KafkaDelivery.DEAD_LETTERS;
import static dev.colophon.wordpresspublisher.inbox.KafkaDelivery.REQUESTS;
import static dev.colophon.wordpresspublisher.inbox.KafkaDelivery.headers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.wordpresspublisher.Contracts;
import dev.colophon.wordpresspublisher.Newsroom;
import dev.colophon.wordpresspublisher.ledger.WorkSignal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.ObjectNode;

/** What can never be taken in is kept as a dead letter, once, and holds up nothing else; what fails for now is none. */
@PublisherWithKafkaTest
class DeadLettersTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final KafkaServer kafka;
    private final PostgresServer postgres;
    private final Newsroom newsroom;

    DeadLettersTest(KafkaServer kafka, PostgresServer postgres, @Autowired WorkSignal work) {
        this.kafka = kafka;
        this.postgres = postgres;
        this.newsroom = new Newsroom(postgres, work, new KafkaDelivery(kafka));
    }

    static Stream<Arguments> poison() {
        ObjectNode good = Contracts.sample("requests/publication-requested.json");
        String key = good.path("publicationId").stringValue();
        return Stream.of(
                Arguments.of("bad JSON", key, "{\"publicationId\":", headers()),
                Arguments.of("no object", key, "[]", headers()),
                Arguments.of("JSON null", key, "null", headers()),
                Arguments.of("null value", key, null, headers()),
                Arguments.of(
                        "unknown type",
                        key,
                        good.toString(),
                        headers("ce_type", "dev.colophon.publication.exploded.v1")),
                Arguments.of(
                        "unknown major",
                        key,
                        good.toString(),
                        headers("ce_type", "dev.colophon.publication.requested.v2")),
                Arguments.of(
                        "no type",
                        key,
                        good.toString(),
                        Map.of("ce_id", UUID.randomUUID().toString())),
                Arguments.of("bad id", key, good.toString(), headers("ce_id", "seven")),
                Arguments.of("another key", UUID.randomUUID().toString(), good.toString(), headers()),
                Arguments.of("no key", null, good.toString(), headers()),
                Arguments.of(
                        "missing field", key, good.deepCopy().without("jobId").toString(), headers()),
                Arguments.of(
                        "a time that no database keeps",
                        key,
                        good.deepCopy()
                                .put("requestedAt", "+1000000000-01-01T00:00:00Z")
                                .toString(),
                        headers()),
                Arguments.of("a great header", key, "{", headers("x-great", "x".repeat(900_000))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("poison")
    void a_record_that_cannot_be_read_is_kept_with_its_origin_and_the_next_one_is_read(
            String what, String key, String value, Map<String, String> headers) {
        long before = kafka.records(DEAD_LETTERS).size();

        kafka.send(REQUESTS, key, value, headers);
        var next = newsroom.story(UUID.randomUUID(), "next").want();

        next.awaitReceipt("deferred");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(kafka.records(DEAD_LETTERS)).hasSize((int) before + 1));
        ConsumerRecord<String, String> letter = kafka.records(DEAD_LETTERS).stream()
                .max((one, other) -> Long.compare(one.timestamp(), other.timestamp()))
                .orElseThrow();
        assertThat(letter.value()).as(what).isEqualTo(value);
        assertThat(letter.key()).isEqualTo(key);
        assertThat(header(letter, "dlt_original_topic")).isEqualTo(REQUESTS);
        assertThat(header(letter, "dlt_original_partition")).isEqualTo(Integer.toString(letter.partition()));
        assertThat(header(letter, "dlt_original_offset")).matches("\\d+");
        assertThat(header(letter, "dlt_original_timestamp")).matches("\\d+");
        assertThat(header(letter, "dlt_original_group")).isEqualTo("wordpress-publisher");
        assertThat(header(letter, "dlt_error_code")).isEqualTo("REQUEST_UNREADABLE");
        assertThat(header(letter, "dlt_error_message")).isNotBlank();
    }

    @Test
    void what_the_ledger_refuses_is_kept_too_and_the_rest_of_its_batch_is_taken_in() {
        var story = newsroom.story(UUID.randomUUID(), "settled").want();
        story.awaitReceipt("deferred");
        long before = kafka.records(DEAD_LETTERS).size();

        story.want(request -> request.put("siteId", UUID.randomUUID().toString()));
        var next = newsroom.story(UUID.randomUUID(), "beside").want();

        next.awaitReceipt("deferred");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(kafka.records(DEAD_LETTERS)).hasSize((int) before + 1));
        assertThat(story.row()).containsEntry("revision", 1L);
    }

    @Test
    void a_database_that_fails_is_no_poison_and_nothing_is_skipped() {
        long before = kafka.records(DEAD_LETTERS).size();
        postgres.stopImmediately();
        var story = newsroom.story(UUID.randomUUID(), "patient").want();

        postgres.start();

        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(story.kinds()).contains("deferred"));
        assertThat(kafka.records(DEAD_LETTERS)).hasSize((int) before);
    }

    @Test
    void what_cannot_be_read_is_put_aside_once_however_often_its_batch_comes_again() {
        long before = kafka.records(DEAD_LETTERS).size();
        var waits = new ListAppender<ILoggingEvent>();
        waits.list = new CopyOnWriteArrayList<>(); // it is read while the inbox writes to it
        waits.start();
        var log = (Logger) LoggerFactory.getLogger(KafkaErrorHandling.class);
        log.addAppender(waits);
        try {
            postgres.stopImmediately();
            var story = newsroom.story(UUID.randomUUID(), "beside-poison");
            kafka.send(REQUESTS, story.id().toString(), "no JSON", Map.of());
            await("two attempts")
                    .atMost(PATIENCE)
                    .until(() -> waits.list.stream()
                            .anyMatch(event -> event.getFormattedMessage().startsWith("INBOX_WAITS attempt 2")));
            assertThat(kafka.records(DEAD_LETTERS)).as("sent after the rest").hasSize((int) before);
        } finally {
            log.detachAppender(waits);
            postgres.start();
        }

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(kafka.records(DEAD_LETTERS)).hasSize((int) before + 1));
        newsroom.story(UUID.randomUUID(), "after-poison").want().awaitReceipt("deferred");
        assertThat(kafka.records(DEAD_LETTERS)).hasSize((int) before + 1);
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}

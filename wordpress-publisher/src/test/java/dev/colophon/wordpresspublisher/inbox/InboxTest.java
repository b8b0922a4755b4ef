package dev.colophon.wordpresspublisher.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.colophon.deadletter.DeadLetterDesk;
import dev.colophon.deadletter.DeadLetterRefused;
import dev.colophon.deadletter.DeadLetterRefused.Code;
import dev.colophon.deadletter.Letter;
import dev.colophon.deadletter.Place;
import dev.colophon.deadletter.Standing;
import dev.colophon.testkit.kafka.KafkaExtension;
import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.FakeWordPress;
import dev.colophon.wordpresspublisher.Contracts;
import dev.colophon.wordpresspublisher.Newsroom;
import dev.colophon.wordpresspublisher.SitesExtension;
import dev.colophon.wordpresspublisher.ledger.WorkSignal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.test.annotation.DirtiesContext;
import tools.jackson.databind.node.ObjectNode;

@ExtendWith({SitesExtension.class, KafkaExtension.class})
@DirtiesContext
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {"COLOPHON_PLAIN_HTTP_HOSTS=127.0.0.1", "colophon.publish.idle-scan=10m"})
class InboxTest {

    private static final String REQUESTS = "publishing.requests.v1";
    private static final String DEAD_LETTERS = "publishing.requests.v1.dlt";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final KafkaServer kafka;
    private final PostgresServer postgres;
    private final Newsroom newsroom;
    private final DeadLetterDesk<?> desk;
    private final KafkaListenerEndpointRegistry listeners;
    private final HealthIndicator health;
    /** When what is sent next was sent, as its record says; null for the truth. */
    private @Nullable Instant sent;

    InboxTest(
            KafkaServer kafka,
            PostgresServer postgres,
            @Autowired WorkSignal work,
            @Autowired DeadLetterDesk<?> desk,
            @Autowired KafkaListenerEndpointRegistry listeners,
            @Autowired @Qualifier("inboxHealthIndicator") HealthIndicator health) {
        this.listeners = listeners;
        this.health = health;
        this.desk = desk;
        this.kafka = kafka;
        this.postgres = postgres;
        this.newsroom = new Newsroom(postgres, work, this::send);
    }

    /** S2-24: the worker looks by itself every ten minutes only; it is the request that wakes it. */
    @Test
    void a_request_from_kafka_wakes_a_worker_and_becomes_a_public_post() {
        try (FakeWordPress wordpress = FakeWordPress.start()) {
            var story = newsroom.story(newsroom.site(wordpress), "from-kafka").want();

            story.awaitReceipt("published");

            assertThat(wordpress.publicPosts()).hasSize(1);
        }
    }

    /** S2-20: a delay in a hop shows in the figure of that hop. */
    @Test
    void a_request_that_lay_in_kafka_shows_as_lag_of_the_inbox(@Autowired MeterRegistry meters) {
        try (FakeWordPress wordpress = FakeWordPress.start()) {
            var story = newsroom.story(newsroom.site(wordpress), "lay-in-kafka");
            Timer lag = meters.get("colophon.inbox.lag").timer();
            double before = lag.totalTime(TimeUnit.MINUTES);
            sent = Instant.now().minus(Duration.ofHours(1));

            story.want().awaitReceipt("published");

            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(lag.totalTime(TimeUnit.MINUTES) - before).isGreaterThanOrEqualTo(60));
        } finally {
            sent = null;
        }
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

    /** S1-7: no entry, no receipt, no dead letter and no visit; and nobody else of its batch waits for it. */
    @Test
    void a_request_for_a_site_of_another_platform_is_left_to_its_adapter_and_counted(
            @Autowired Inbox inbox, @Autowired MeterRegistry meters) {
        long letters = kafka.records(DEAD_LETTERS).size();
        Counter left = meters.get("colophon.inbox.other.platforms").counter();
        double before = left.count();
        try (FakeWordPress wordpress = FakeWordPress.start()) {
            var theirs = newsroom.story(newsroom.site(wordpress), "theirs");
            var ours = newsroom.story(theirs.site(), "ours");

            inbox.take(List.of(
                    Delivery.record(
                            UUID.randomUUID(),
                            theirs.request(
                                    1,
                                    request ->
                                            request.put("platform", "bulletin").put("placement", "facebook_story"))),
                    Delivery.record(UUID.randomUUID(), ours.request(1, _ -> {}))));

            ours.awaitReceipt("published", 1);
            assertThat(left.count()).isEqualTo(before + 1);
            assertThat(newsroom.sql()
                            .sql("SELECT count(*) FROM wordpress_publisher.ledger WHERE publication_id = :id")
                            .param("id", theirs.id())
                            .query(Long.class)
                            .single())
                    .isZero();
            assertThat(theirs.receipts()).isEmpty();
            assertThat(theirs.postsAt(wordpress)).isEmpty();
            assertThat(kafka.records(DEAD_LETTERS)).hasSize((int) letters);
        }
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

    @Test
    void records_that_are_gone_before_they_were_read_stop_the_inbox_and_its_readiness() throws Exception {
        var inbox = Objects.requireNonNull(listeners.getListenerContainer(PublicationRequestedListener.ID));
        inbox.stop();
        newsroom.story(UUID.randomUUID(), "gone").want();
        try (var admin = kafka.admin()) {
            var ends = ends(admin);
            admin.deleteRecords(ends.entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey, end -> RecordsToDelete.beforeOffset(end.getValue()))))
                    .all()
                    .get();

            inbox.start();

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    Objects.requireNonNull(health.health()).getDetails())
                            .containsEntry("code", "INBOX_STOPPED"));
            // Its end is told before it has left the group, and of a group with members no offset is altered.
            await("the reader to leave its group").atMost(PATIENCE).until(() -> hasNoMember(admin));
            admin.alterConsumerGroupOffsets(
                            "wordpress-publisher",
                            ends.entrySet().stream()
                                    .collect(Collectors.toMap(
                                            Map.Entry::getKey, end -> new OffsetAndMetadata(end.getValue()))))
                    .all()
                    .get();
        }
        inbox.start();
        newsroom.story(UUID.randomUUID(), "set-on-purpose").want().awaitReceipt("deferred");
    }

    private static boolean hasNoMember(Admin admin) throws Exception {
        return admin.describeConsumerGroups(List.of("wordpress-publisher")).all().get().values().stream()
                .allMatch(group -> group.members().isEmpty());
    }

    private static Map<TopicPartition, Long> ends(Admin admin) throws Exception {
        var topic =
                admin.describeTopics(List.of(REQUESTS)).allTopicNames().get().get(REQUESTS);
        var partitions = Objects.requireNonNull(topic).partitions().stream()
                .map(partition -> new TopicPartition(REQUESTS, partition.partition()))
                .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
        return admin.listOffsets(partitions).all().get().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }

    @Test
    void a_letter_that_was_never_taken_in_is_delivered_once_and_a_second_time_changes_nothing() {
        try (FakeWordPress wordpress = FakeWordPress.start()) {
            var story = newsroom.story(newsroom.site(wordpress), "after-all");
            Place letter = refused(story);
            assertThat(desk.open(letter).standing()).isInstanceOf(Standing.Undelivered.class);
            assertThatThrownBy(() -> desk.replay(letter, "ada", "too early"))
                    .as("the fault is still there")
                    .satisfies(code(Code.DEAD_LETTER_REFUSED_AGAIN));
            takeEverythingAgain();

            assertThat(desk.replay(letter, "ada", "the constraint is gone").replay())
                    .hasValueSatisfying(replay -> assertThat(replay.operator()).isEqualTo("ada"));
            story.awaitReceipt("published");
            var receipts = story.kinds();
            assertThatThrownBy(() -> desk.replay(letter, "bob", "once more"))
                    .satisfies(code(Code.DEAD_LETTER_DELIVERED));

            assertThat(story.kinds()).isEqualTo(receipts);
            assertThat(story.everPublicAt(wordpress)).isEqualTo(1);
            assertThat(desk.page("", 50).replays())
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

            assertThatThrownBy(() -> desk.replay(letter, "ada", "why not")).satisfies(code(Code.DEAD_LETTER_OVERTAKEN));
            assertThat(story.row()).containsEntry("revision", 2L);
            assertThat(desk.open(letter).replay()).isEmpty();
        } finally {
            takeEverythingAgain();
        }
    }

    @Test
    void a_letter_that_cannot_be_read_is_kept_and_its_readers_password_is_not_shown() {
        var story = newsroom.story(UUID.randomUUID(), "secret");
        kafka.send(REQUESTS, story.id().toString(), "{\"variant\": {\"password\": \"readers-only", headers());
        Place letter = awaitLetter(story);

        assertThat(desk.open(letter).body().text()).isEqualTo("{\"variant\": {\"password***");
        assertThatThrownBy(() -> desk.replay(letter, "ada", "why not")).satisfies(code(Code.DEAD_LETTER_UNREADABLE));
        assertThatThrownBy(() -> desk.open(new Place(DEAD_LETTERS, 0, 1_000_000)))
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

        assertThatThrownBy(() -> desk.replay(forged, "ada", "why not"))
                .satisfies(code(Code.DEAD_LETTER_ORIGIN_DIFFERS));
        assertThat(newsroom.sql()
                        .sql("SELECT count(*) FROM wordpress_publisher.ledger WHERE publication_id = :id")
                        .param("id", never.id())
                        .query(Long.class)
                        .single())
                .isZero();
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
                .ignoreExceptionsInstanceOf(DeadLetterRefused.class) // an answer of Kafka's came too late: asked again
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

    private void send(UUID eventId, ObjectNode request) {
        ProducerRecord<@Nullable String, @Nullable String> record = new ProducerRecord<>(
                REQUESTS,
                null,
                sent == null ? null : sent.toEpochMilli(),
                request.path("publicationId").stringValue(),
                request.toString());
        headers("ce_id", eventId.toString())
                .forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        kafka.send(List.of(record));
    }

    private static Map<String, String> headers(String... others) {
        Map<String, String> headers = new HashMap<>(
                Map.of("ce_id", UUID.randomUUID().toString(), "ce_type", "dev.colophon.publication.requested.v1"));
        for (int i = 0; i < others.length; i += 2) {
            headers.put(others[i], others[i + 1]);
        }
        return headers;
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}

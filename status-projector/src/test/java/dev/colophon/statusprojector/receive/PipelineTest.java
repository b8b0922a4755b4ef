package dev.colophon.statusprojector.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.statusprojector.Contracts;
import dev.colophon.testkit.kafka.KafkaExtension;
import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;

/** From Kafka into the tables, on a real broker and a real database. */
@NullUnmarked
@ExtendWith({PostgresExtension.class, KafkaExtension.class})
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class PipelineTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String RECEIPTS = "publishing.receipts.v1";

    private final PostgresServer postgres;
    private final KafkaServer kafka;
    private final JdbcTemplate database;
    private final KafkaListenerEndpointRegistry listeners;
    private final IntakeHealthIndicator intake;
    private final PrimaryHealthIndicator primary;
    private final UUID publication = UUID.randomUUID();

    PipelineTest(
            PostgresServer postgres,
            KafkaServer kafka,
            @Autowired JdbcTemplate database,
            @Autowired KafkaListenerEndpointRegistry listeners,
            @Autowired IntakeHealthIndicator intake,
            @Autowired PrimaryHealthIndicator primary) {
        this.postgres = postgres;
        this.kafka = kafka;
        this.database = database;
        this.listeners = listeners;
        this.intake = intake;
        this.primary = primary;
    }

    @BeforeEach
    void ready() {
        await().atMost(PATIENCE).until(() -> intake.health().getStatus().equals(Status.UP));
    }

    @Test
    void requests_and_receipts_become_a_status_and_a_timeline() {
        kafka.send(StoryRecords.story(publication));

        // The two topics are read side by side: the receipts may make it published before the request is there.
        awaitEvents(publication, 5);
        awaitStatus(publication, "published");

        assertThat(database.queryForList(
                        "SELECT DISTINCT traceparent FROM outbox WHERE message_key = ?",
                        String.class,
                        publication.toString()))
                .containsExactly("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        assertThat(database.queryForObject("""
                        SELECT origin_at BETWEEN recorded_at - interval '10 minutes' AND recorded_at FROM publication_event
                         WHERE publication_id = ? AND source = 'request'
                        """, Boolean.class, publication))
                .as("when Kafka got it is kept")
                .isTrue();
    }

    @Test
    void readiness_and_metrics_are_served(@LocalManagementPort int port) throws Exception {
        kafka.send(StoryRecords.story(publication));
        awaitEvents(publication, 5);

        var readiness = get(port, "/actuator/health/readiness");

        assertThat(readiness.statusCode()).isEqualTo(200);
        assertThat(readiness.body()).contains("\"intake\"", "\"primary\"", "\"receipts\":\"moving\"");
        // Counted once they are committed.
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(get(port, "/actuator/prometheus").body())
                                .contains(
                                        "colophon_projector_appended_total{source=\"receipt\"}",
                                        "colophon_projector_duplicates_total",
                                        "colophon_projector_dead_letters_total{source=\"request\"}",
                                        "colophon_projector_conflicts_total{reason=\"second_post\"}",
                                        "colophon_projector_status_changes_total{what=\"published\"}",
                                        "colophon_projector_lag_seconds_count{source=\"receipt\"}"));
    }

    @Test
    void without_a_key_there_is_no_operations_api(@LocalServerPort int port) throws Exception {
        assertThat(get(port, "/operations/v1/rebuilds").statusCode()).isEqualTo(404);
        assertThat(get(port, "/actuator/health").statusCode()).isEqualTo(404);
    }

    private static HttpResponse<String> get(int port, String path) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void what_comes_again_and_in_another_order_changes_nothing() {
        kafka.send(StoryRecords.story(publication));
        awaitStatus(publication, "published");
        awaitEvents(publication, 5);
        var told = told(publication);

        var again = new ArrayList<>(StoryRecords.story(publication));
        again.addAll(StoryRecords.story(publication));
        Collections.shuffle(again, new Random(7));
        kafka.send(again);
        var next = UUID.randomUUID();
        flush(next);

        assertThat(countOfEvents(publication)).isEqualTo(5);
        assertThat(told(publication)).isEqualTo(told);
    }

    /** As after a kill between the database's commit and Kafka's: the same records are read once more. */
    @Test
    void records_read_again_after_a_lost_offset_commit_change_nothing() throws Exception {
        kafka.send(StoryRecords.story(publication));
        awaitEvents(publication, 5);
        var told = told(publication);
        var known = database.queryForObject("SELECT clock_timestamp()", OffsetDateTime.class);
        var everything = toldOfAllKnownAt(known);

        listeners.getListenerContainers().forEach(listener -> listener.stop());
        moveOffsets(partition -> OffsetSpec.earliest());
        listeners.getListenerContainers().forEach(listener -> listener.start());
        ready();
        flush(UUID.randomUUID());

        assertThat(told(publication)).isEqualTo(told);
        assertThat(toldOfAllKnownAt(known)).isEqualTo(everything);
    }

    /** Of what was in the log then: other tests' records are read again too, and are new where a class has emptied the tables since. */
    private long toldOfAllKnownAt(OffsetDateTime then) {
        return database.queryForObject("""
                SELECT count(*) FROM outbox WHERE message_key IN
                  (SELECT publication_id::text FROM publication_event WHERE recorded_at <= ?)
                """, Long.class, then);
    }

    @Test
    void a_poison_record_goes_to_the_dead_letters_and_the_partition_moves_on() {
        var key = publication.toString();
        var good = Contracts.receipt(publication, "claimed", 1, 1).toString();
        var type = "dev.colophon.receipt.claimed.v1";
        var poison = new HashMap<String, ProducerRecord<String, String>>();
        poison.put("NOT_JSON", StoryRecords.record(RECEIPTS, key, "{\"oops", headers(type)));
        poison.put("NOT_AN_OBJECT", StoryRecords.record(RECEIPTS, key, "[1]", headers(type)));
        poison.put("NO_VALUE", StoryRecords.record(RECEIPTS, key, null, headers(type)));
        poison.put("FIELD_MISSING", StoryRecords.record(RECEIPTS, key, "{}", headers(type)));
        poison.put(
                "UNKNOWN_TYPE", StoryRecords.record(RECEIPTS, key, good, headers("dev.colophon.receipt.claimed.v2")));
        poison.put(
                "KEY_DIFFERS", StoryRecords.record(RECEIPTS, UUID.randomUUID().toString(), good, headers(type)));
        poison.put("NOT_A_CLOUD_EVENT", StoryRecords.record(RECEIPTS, key, good, Map.of("ce_type", type)));
        poison.put(
                "NOT_PROJECTABLE",
                StoryRecords.record(RECEIPTS, key, good.replace("publisher-1", "a\\u0000b"), headers(type)));
        poison.put(
                "UNKNOWN_KIND",
                StoryRecords.record(
                        RECEIPTS,
                        key,
                        good.replace("\"claimed\"", "\"posted\""),
                        headers("dev.colophon.receipt.posted.v1")));
        var records = new ArrayList<>(poison.values());
        records.add(StoryRecords.record(RECEIPTS, key, "{\"big", big(headers(type))));
        records.addAll(StoryRecords.story(publication));
        kafka.send(records);

        awaitStatus(publication, "published");
        awaitEvents(publication, 5);
        // Commits of receipts follow the dead letters.
        await().atMost(PATIENCE).until(() -> deadLetters().size() == records.size() - 5);
        poison.forEach((code, sent) -> assertThat(deadLetters())
                .as(code)
                .filteredOn(letter -> header(letter, "dlt_error_code").equals(code))
                .anySatisfy(letter -> {
                    assertThat(header(letter, "dlt_original_topic")).isEqualTo(RECEIPTS);
                    assertThat(header(letter, "dlt_original_partition")).isEqualTo(String.valueOf(letter.partition()));
                    assertThat(header(letter, "dlt_original_offset")).matches("[0-9]+");
                    assertThat(header(letter, "dlt_original_timestamp")).matches("[0-9]+");
                    assertThat(header(letter, "dlt_original_group")).isEqualTo("status-projector");
                    assertThat(header(letter, "dlt_error_message")).isNotBlank();
                    assertThat(letter.value()).isEqualTo(sent.value());
                    assertThat(letter.key()).isEqualTo(sent.key());
                }));
    }

    @Test
    void a_database_that_stops_is_no_poison_and_nothing_is_lost() {
        var before = kafka.records(RECEIPTS + ".dlt").size();
        kafka.send(StoryRecords.story(publication));
        awaitStatus(publication, "published");
        var during = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());

        postgres.stop();
        try {
            during.forEach(each -> kafka.send(StoryRecords.story(each)));
            await().atMost(PATIENCE).until(() -> intake.health().getStatus().equals(Status.DOWN));
            assertThat(primary.health().getStatus()).isEqualTo(Status.DOWN);
        } finally {
            postgres.start();
        }

        during.forEach(each -> awaitStatus(each, "published"));
        during.forEach(each -> awaitEvents(each, 5));
        ready();
        assertThat(primary.health().getStatus()).isEqualTo(Status.UP);
        assertThat(kafka.records(RECEIPTS + ".dlt")).hasSize(before);
    }

    @Test
    void rows_that_a_policy_hides_are_no_poison_and_nothing_is_lost() {
        var superuser = new JdbcTemplate(postgres.superuser());
        var before = kafka.records(RECEIPTS + ".dlt").size();
        superuser.execute("ALTER TABLE status_projector.publication_event ENABLE ROW LEVEL SECURITY");
        try {
            kafka.send(StoryRecords.story(publication));
            await().atMost(PATIENCE).until(() -> intake.health().getStatus().equals(Status.DOWN));
            assertThat(intake.health().getDetails().toString()).contains("DATABASE_ROWS_HIDDEN");
            assertThat(primary.health().getDetails()).containsEntry("code", "DATABASE_ROWS_HIDDEN");
        } finally {
            superuser.execute("ALTER TABLE status_projector.publication_event DISABLE ROW LEVEL SECURITY");
        }

        awaitStatus(publication, "published");
        awaitEvents(publication, 5);
        ready();
        assertThat(primary.health().getStatus()).isEqualTo(Status.UP);
        assertThat(kafka.records(RECEIPTS + ".dlt")).hasSize(before);
    }

    @Test
    void records_gone_before_they_were_read_stop_the_listener_for_all_to_see() throws Exception {
        var receipts = listeners.getListenerContainer("receipts");
        receipts.stop();
        kafka.send(StoryRecords.story(publication));
        try {
            deleteRecords(RECEIPTS);
            receipts.start();

            await().atMost(PATIENCE).until(() -> !receipts.isRunning());

            assertThat(intake.health().getStatus()).isEqualTo(Status.DOWN);
            assertThat(intake.health().getDetails()).containsEntry("receipts", "stopped");
        } finally {
            listeners.getListenerContainers().forEach(listener -> listener.stop());
            moveOffsets(partition -> OffsetSpec.latest());
            listeners.getListenerContainers().forEach(listener -> listener.start());
            ready();
        }
    }

    @Test
    void without_a_dead_letter_topic_a_partition_waits_and_nothing_is_skipped() throws Exception {
        try (var admin = kafka.admin()) {
            admin.deleteTopics(List.of(RECEIPTS + ".dlt")).all().get();
        }
        kafka.send(List.of(StoryRecords.record(
                RECEIPTS, publication.toString(), "{}", headers("dev.colophon.receipt.claimed.v1"))));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(intake.health().getDetails())
                        .hasEntrySatisfying(
                                RECEIPTS, why -> assertThat(why).asString().contains("DeadLetterNotSent")));
        kafka.makeTopics();

        await().atMost(PATIENCE).until(() -> deadLetters().size() == 1);
        ready();
    }

    private Map<String, String> headers(String type) {
        return Contracts.headers(UUID.randomUUID(), type, publication);
    }

    private static Map<String, String> big(Map<String, String> headers) {
        var more = new HashMap<>(headers);
        more.put("padding", "x".repeat(900_000));
        return more;
    }

    /** Something behind everything sent so far, in every partition: when it is projected, so is the rest. */
    private void flush(UUID last) {
        var all = new ArrayList<ProducerRecord<String, String>>();
        all.add(StoryRecords.request(last));
        kafka.send(all);
        awaitEvents(last, 1);
        await().atMost(PATIENCE).until(this::nothingIsLeft);
    }

    private boolean nothingIsLeft() throws Exception {
        try (var admin = kafka.admin()) {
            var committed = admin.listConsumerGroupOffsets("status-projector")
                    .partitionsToOffsetAndMetadata()
                    .get();
            var wanted = new HashMap<TopicPartition, OffsetSpec>();
            committed.keySet().forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
            var ends = admin.listOffsets(wanted).all().get();
            return committed.entrySet().stream()
                    .allMatch(entry -> entry.getValue().offset()
                            == ends.get(entry.getKey()).offset());
        }
    }

    private void deleteRecords(String topic) throws Exception {
        try (var admin = kafka.admin()) {
            var all = new HashMap<TopicPartition, RecordsToDelete>();
            for (int partition = 0; partition < 6; partition++) {
                all.put(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(-1));
            }
            admin.deleteRecords(all).all().get();
        }
    }

    /** Refused as long as the group has members. */
    private void moveOffsets(Function<TopicPartition, OffsetSpec> where) {
        try (var admin = kafka.admin()) {
            await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                var group = admin.listConsumerGroupOffsets("status-projector")
                        .partitionsToOffsetAndMetadata()
                        .get();
                var specs = new HashMap<TopicPartition, OffsetSpec>();
                group.keySet().forEach(partition -> specs.put(partition, where.apply(partition)));
                var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
                admin.listOffsets(specs)
                        .all()
                        .get()
                        .forEach((partition, at) -> offsets.put(partition, new OffsetAndMetadata(at.offset())));
                admin.alterConsumerGroupOffsets("status-projector", offsets)
                        .all()
                        .get();
                return true;
            });
        }
    }

    private List<ConsumerRecord<String, String>> deadLetters() {
        return kafka.records(RECEIPTS + ".dlt").stream()
                .filter(letter -> letter.headers().lastHeader("ce_subject") == null
                        || header(letter, "ce_subject").equals(publication.toString()))
                .toList();
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private void awaitStatus(UUID of, String status) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> database.queryForObject(
                                "SELECT status FROM publication_status WHERE publication_id = ?", String.class, of)
                        .equals(status));
    }

    private void awaitEvents(UUID of, long count) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> countOfEvents(of) == count);
    }

    private long countOfEvents(UUID of) {
        return database.queryForObject(
                "SELECT count(*) FROM publication_event WHERE publication_id = ?", Long.class, of);
    }

    private List<Map<String, Object>> told(UUID of) {
        return database.queryForList(
                "SELECT id, topic, sequence, payload FROM outbox WHERE message_key = ? ORDER BY topic, sequence",
                of.toString());
    }
}

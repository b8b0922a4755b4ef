package dev.colophon.outboxrelay;

import static dev.colophon.outboxrelay.Outboxes.REQUESTS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.colophon.outboxrelay.Outboxes.Row;
import dev.colophon.testkit.kafka.KafkaExtension;
import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The road of a row, from its commit to Kafka, with a relay that stays up; FAULTS 23, 28 and 33. */
@ExtendWith({PostgresExtension.class, KafkaExtension.class})
class RelayRoadTest {

    private static final Duration ARRIVAL = Duration.ofSeconds(60);

    private static Outboxes outboxes;
    private static Relay relay;

    private final KafkaServer kafka;
    private final PostgresServer postgres;
    private final String key = UUID.randomUUID().toString();

    RelayRoadTest(KafkaServer kafka, PostgresServer postgres) {
        this.kafka = kafka;
        this.postgres = postgres;
    }

    @BeforeAll
    static void start(PostgresServer postgres) throws SQLException {
        outboxes = new Outboxes(postgres);
        outboxes.make();
        relay = Relay.startReady();
    }

    @AfterAll
    static void stop() {
        relay.close();
    }

    @Test
    void every_header_is_the_contracts() throws SQLException {
        var trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        var row = new Row(UUID.randomUUID(), REQUESTS, key, 3, "{\"headline\": \"Ärzte  \"}", trace);

        outboxes.write("publish_api", row);

        var record = arrived(REQUESTS, 1).getFirst();
        assertThat(record.value()).isEqualTo(row.payload());
        assertThat(headers(record))
                .containsExactly(
                        Map.entry("ce_specversion", "1.0"),
                        Map.entry("ce_id", row.id().toString()),
                        Map.entry("ce_type", "dev.colophon.publication.requested.v1"),
                        Map.entry("ce_source", "/colophon/publish-api"),
                        Map.entry("ce_time", "2026-03-01T08:15:30.000120Z"),
                        Map.entry("ce_subject", key),
                        Map.entry(
                                "ce_dataschema", "https://colophon.dev/schemas/dev.colophon.publication.requested.v1"),
                        Map.entry("ce_sequence", "3"),
                        Map.entry("content-type", "application/json"),
                        Map.entry("traceparent", trace));
    }

    @Test
    void each_outbox_reaches_its_own_topics() throws SQLException {
        outboxes.write("publish_api", row("publishing.requests.v1"));
        outboxes.write("wordpress_publisher", row("publishing.receipts.v1"));
        outboxes.write("status_projector", row("publishing.events.v1"), row("publishing.status.v1"));

        for (var topic : List.of(
                "publishing.requests.v1", "publishing.receipts.v1", "publishing.events.v1", "publishing.status.v1")) {
            assertThat(arrived(topic, 1)).hasSize(1);
        }
    }

    @Test
    void a_payload_arrives_byte_for_byte() throws SQLException {
        var payload = "{\"text\": \"\uD83D\uDE00 é é \\u0000 \\ud800 \\\"quoted\\\" 1.0 e1\", \"n\": 1.00}";

        outboxes.write("publish_api", Row.request(key, 1, payload));

        assertThat(arrived(REQUESTS, 1).getFirst().value().getBytes(UTF_8)).isEqualTo(payload.getBytes(UTF_8));
    }

    @Test
    void rows_of_a_key_keep_the_order_of_their_commits_not_of_their_inserts() throws SQLException {
        try (var late = outboxes.open("publish_api");
                var early = outboxes.open("publish_api")) {
            Outboxes.insert(late, Row.request(key, 3));
            Outboxes.insert(early, Row.request(key, 1));
            Outboxes.insert(early, Row.request(key, 2));
            early.commit();
            late.commit();
        }

        assertThat(sequences(arrived(REQUESTS, 3))).containsExactly(1L, 2L, 3L);
    }

    @Test
    void a_large_transaction_keeps_the_order_of_its_rows() throws SQLException {
        var rows = LongStream.rangeClosed(1, 3_000)
                .mapToObj(sequence -> Row.request(key, sequence))
                .toArray(Row[]::new);

        outboxes.write("publish_api", rows);

        assertThat(ids(arrived(REQUESTS, rows.length)))
                .containsExactlyElementsOf(
                        Arrays.stream(rows).map(one -> one.id().toString()).toList());
    }

    @Test
    void a_rolled_back_row_is_never_told() throws SQLException {
        try (var connection = outboxes.open("publish_api")) {
            Outboxes.insert(connection, Row.request(key, 1));
            connection.rollback();
        }
        outboxes.write("publish_api", Row.request(key, 2));

        assertThat(sequences(arrived(REQUESTS, 1))).containsExactly(2L);
    }

    @Test
    void retention_says_no_word_on_kafka() throws SQLException {
        outboxes.write("publish_api", Row.request(key, 1));
        arrived(REQUESTS, 1);

        outboxes.asSuperuser("DELETE FROM publish_api.outbox WHERE message_key = '%s'".formatted(key));
        outboxes.write("publish_api", Row.request(key, 2));

        assertThat(sequences(arrived(REQUESTS, 2))).containsExactly(1L, 2L);
    }

    @Test
    void a_row_too_large_for_kafka_is_parked_and_the_next_ones_flow() throws SQLException {
        outboxes.allowOversize();
        var oversize = Row.request(key, 2, "\"" + "x".repeat(1_200_000) + "\"");

        outboxes.write("publish_api", Row.request(key, 1), oversize, Row.request(key, 3));

        assertThat(sequences(arrived(REQUESTS, 2))).containsExactly(1L, 3L);
        awaitParked(oversize, "TOO_LARGE");
    }

    @Test
    void a_row_that_the_broker_refuses_is_parked_and_the_next_ones_flow_in_order() throws Exception {
        limitRecords("publishing.events.v1", "20000");
        try {
            var oversize =
                    new Row(UUID.randomUUID(), "publishing.events.v1", key, 2, "\"" + "x".repeat(30_000) + "\"", null);
            var rows = new ArrayList<Row>();
            rows.add(event(1));
            rows.add(oversize);
            LongStream.rangeClosed(3, 200).mapToObj(this::event).forEach(rows::add);

            outboxes.write("status_projector", rows.toArray(Row[]::new));

            var expected =
                    LongStream.rangeClosed(1, 200).filter(n -> n != 2).boxed().toList();
            assertThat(sequences(arrived("publishing.events.v1", 199))).containsExactlyElementsOf(expected);
            awaitParked(oversize, "TOO_LARGE");
        } finally {
            limitRecords("publishing.events.v1", "1048576");
        }
    }

    @Test
    void a_row_for_a_topic_of_another_service_is_parked() throws SQLException {
        var forged = new Row(UUID.randomUUID(), "publishing.receipts.v1", key, 1, "{}", null);

        outboxes.write("publish_api", forged, Row.request(key, 2));

        assertThat(sequences(arrived(REQUESTS, 1))).containsExactly(2L);
        awaitParked(forged, "FOREIGN_TOPIC");
        assertThat(ofKey("publishing.receipts.v1")).isEmpty();
    }

    @Test
    void tells_what_it_does_in_figures() throws SQLException {
        outboxes.write("publish_api", Row.request(key, 1));
        arrived(REQUESTS, 1);

        await().atMost(ARRIVAL).until(() -> relay.metric("colophon_relay_rows_sent_total{") >= 2);
        await().atMost(ARRIVAL).until(() -> relay.metric("colophon_relay_ready") == 1);
        await().atMost(ARRIVAL)
                .untilAsserted(() -> assertThat(relay.metric("colophon_relay_canary_age_seconds"))
                        .isBetween(-1.0, 10.0));
        assertThat(relay.metric("colophon_relay_wal_retained_bytes")).isGreaterThanOrEqualTo(0);
        // Each row's lag is recorded after the row was counted as sent.
        await().atMost(ARRIVAL).until(() -> relay.metric("colophon_relay_lag_seconds_count") >= 2);
        assertThat(relay.metric("colophon_relay_engine_restarts_total")).isZero();
    }

    @Test
    void the_run_time_role_can_change_no_table_and_no_foreign_row() {
        var role = JdbcClient.create(postgres.as("outbox_relay"));
        for (var forbidden : List.of(
                "CREATE TABLE outbox_relay.t (a int)",
                "ALTER TABLE outbox_relay.outbox ADD COLUMN a int",
                "UPDATE outbox_relay.outbox SET payload = '{}'",
                "DELETE FROM outbox_relay.parked_row",
                "INSERT INTO publish_api.outbox (id) VALUES (gen_random_uuid())",
                "DELETE FROM publish_api.outbox")) {
            assertThatThrownBy(() -> role.sql(forbidden).update())
                    .as(forbidden)
                    .rootCause()
                    .message()
                    .containsAnyOf("permission denied", "must be owner");
        }
    }

    private Row row(String topic) {
        return new Row(UUID.randomUUID(), topic, key, 1, "{}", null);
    }

    private Row event(long sequence) {
        return new Row(UUID.randomUUID(), "publishing.events.v1", key, sequence, "{}", null);
    }

    private List<ConsumerRecord<String, String>> arrived(String topic, int count) {
        return await().atMost(ARRIVAL).until(() -> ofKey(topic), records -> records.size() >= count);
    }

    private List<ConsumerRecord<String, String>> ofKey(String topic) {
        return kafka.records(topic).stream()
                .filter(one -> key.equals(one.key()))
                .toList();
    }

    /** A later row of the batch may be in Kafka before this one is on record: it is recorded once all of them are sent. */
    private void awaitParked(Row row, String cause) {
        await().atMost(ARRIVAL).untilAsserted(() -> assertThat(parked(row)).containsExactly(cause));
    }

    private List<String> parked(Row row) {
        return JdbcClient.create(postgres.superuser())
                .sql("SELECT cause FROM outbox_relay.parked_row WHERE event_id = :id AND message_key = :key")
                .param("id", row.id())
                .param("key", key)
                .query((found, number) -> found.getString("cause"))
                .list();
    }

    private void limitRecords(String topic, String bytes) throws Exception {
        try (var admin = kafka.admin()) {
            var limit = new AlterConfigOp(new ConfigEntry("max.message.bytes", bytes), AlterConfigOp.OpType.SET);
            var limited = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            admin.incrementalAlterConfigs(Map.of(limited, List.of(limit))).all().get();
            // The controller has it; the broker, which is asked for it, a moment later.
            await().atMost(ARRIVAL)
                    .until(() -> admin.describeConfigs(List.of(limited)).all().get().values().stream()
                            .allMatch(config ->
                                    bytes.equals(config.get("max.message.bytes").value())));
        }
    }

    private static List<Long> sequences(List<ConsumerRecord<String, String>> records) {
        return records.stream()
                .map(one -> Long.valueOf(String.valueOf(headers(one).get("ce_sequence"))))
                .toList();
    }

    private static List<String> ids(List<ConsumerRecord<String, String>> records) {
        return records.stream()
                .map(one -> String.valueOf(headers(one).get("ce_id")))
                .toList();
    }

    private static Map<String, String> headers(ConsumerRecord<String, String> record) {
        var headers = new LinkedHashMap<String, String>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return headers;
    }
}

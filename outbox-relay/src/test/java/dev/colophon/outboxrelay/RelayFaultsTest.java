package dev.colophon.outboxrelay;

import static dev.colophon.outboxrelay.Outboxes.REQUESTS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.outboxrelay.Outboxes.Row;
import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.postgres.PostgresServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whatever is cut, stopped or restarted: no row is lost, each key keeps its order, a row sent again keeps its id. */
class RelayFaultsTest extends StartedRelay {

    private static final Duration HEALING = Duration.ofSeconds(60);

    RelayFaultsTest(PostgresServer postgres, KafkaServer kafka) {
        super(postgres, kafka);
    }

    @Test
    void kafka_down_for_seconds_takes_readiness_away_and_then_drains_in_order() throws SQLException {
        writeEach(1, 20);
        kafka.stop();
        writeEach(21, 60);
        relay.awaitRefusal("RELAY_CANARY_LATE", HEALING);
        writeEach(61, 80);

        kafka.start();

        relay.awaitReady(HEALING);
        assertThat(firstSeen(80))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 80).boxed().toList());
        assertThat(relay.metric("colophon_relay_engine_restarts_total")).isZero();
    }

    @Test
    void kafka_away_for_longer_than_a_send_may_take_ends_the_engine_and_the_next_resumes_at_that_row()
            throws SQLException {
        relay.close();
        relay = Relay.startReady(
                "--colophon.relay.deliver-within=3s",
                "--colophon.relay.request-timeout=2s",
                "--colophon.relay.max-block=3s",
                "--colophon.capture.backoff-max=2s");
        writeEach(1, 20);
        kafka.kill();
        writeEach(21, 60);
        await().atMost(HEALING).until(() -> relay.metric("colophon_relay_engine_restarts_total") >= 1);
        writeEach(61, 80);

        kafka.start();

        relay.awaitReady(HEALING);
        assertThat(firstSeen(80))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 80).boxed().toList());
    }

    @Test
    void a_killed_walsender_heals_without_a_hand() throws SQLException {
        writeEach(1, 50);
        var killed = JdbcClient.create(postgres.superuser())
                .sql("SELECT count(pg_terminate_backend(active_pid)) FROM pg_replication_slots WHERE active")
                .query(Integer.class)
                .single();
        assertThat(killed).isEqualTo(1);
        writeEach(51, 100);

        assertThat(firstSeen(100))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 100).boxed().toList());
        relay.awaitReady(HEALING);
    }

    @Test
    void a_postgres_that_stops_at_once_and_returns_loses_nothing() throws SQLException {
        writeEach(1, 50);
        postgres.stopImmediately();
        relay.awaitRefusal("RELAY_DATABASE_UNREACHABLE", HEALING);
        postgres.start();
        writeEach(51, 100);

        assertThat(firstSeen(100))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 100).boxed().toList());
        relay.awaitReady(HEALING);
    }

    @Test
    void a_clean_restart_goes_on_where_it_was() throws SQLException {
        writeEach(1, 50);
        assertThat(firstSeen(50)).hasSize(50);
        awaitPositionSaved(); // else its end could save it in vain, and rows would come again

        relay.close();
        writeEach(51, 100);
        relay = Relay.startReady();

        assertThat(firstSeen(100))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 100).boxed().toList());
        assertThat(ofKey()).hasSize(100);
    }

    @Test
    void a_position_that_cannot_be_saved_is_saved_later_and_nothing_is_skipped() throws SQLException {
        outboxes.asSuperuser("REVOKE UPDATE ON outbox_relay.stream_offset FROM outbox_relay");
        try {
            writeEach(1, 20);
            assertThat(firstSeen(20)).hasSize(20);
        } finally {
            outboxes.asSuperuser("GRANT UPDATE ON outbox_relay.stream_offset TO outbox_relay");
        }
        writeEach(21, 40);
        assertThat(firstSeen(40))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 40).boxed().toList());

        relay.close();
        relay = Relay.startReady();
        writeEach(41, 50);

        assertThat(firstSeen(50))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 50).boxed().toList());
    }

    @Test
    void a_row_that_kafka_does_not_have_takes_readiness_away_though_canaries_come_through() throws SQLException {
        relay.close();
        relay = Relay.startReady(
                "--colophon.guard.unsent-age-max=1s", "--colophon.reconcile.every=1h", "--colophon.reconcile.after=1s");
        // Begun before the rows: else a look that finds all of them in Kafka leaves off behind them.
        try (var open = postgres.superuser().getConnection();
                var statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute("SELECT clock_timestamp()");
            writeEach(1, 3);
            assertThat(firstSeen(3)).hasSize(3);
            awaitObserved(3);
            statement.execute(
                    "DELETE FROM outbox_relay.observed WHERE event_id = (SELECT id FROM publish_api.outbox WHERE message_key = '%s' AND sequence = 2)"
                            .formatted(key));
            open.commit();
        }

        relay.awaitRefusal("RELAY_ROW_LATE", HEALING);
        // Told again while the canary that judges, out of Kafka for a second, was let go before the rows.
        await().atMost(HEALING).until(() -> {
            relay.operate("reconcile", HEALING);
            return ofKey().size() > 3;
        });

        relay.awaitReady(HEALING);
        assertThat(firstSeen(3)).containsExactly(1L, 2L, 3L);
    }

    private void awaitObserved(int count) {
        await().atMost(HEALING)
                .until(() -> JdbcClient.create(postgres.superuser())
                                .sql(
                                        "SELECT count(*) FROM outbox_relay.observed s JOIN publish_api.outbox o ON o.id = s.event_id"
                                                + " WHERE o.message_key = :key")
                                .param("key", key)
                                .query(Integer.class)
                                .single()
                        == count);
    }

    /** The stream's position is saved behind all that has been written so far. */
    private void awaitPositionSaved() {
        var superuser = JdbcClient.create(postgres.superuser());
        var written = superuser
                .sql("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')")
                .query(Long.class)
                .single();
        await().atMost(HEALING)
                .until(
                        () -> superuser
                                .sql(
                                        "SELECT coalesce(max((position::json ->> 'lsn')::bigint), 0) FROM outbox_relay.stream_offset")
                                .query(Long.class)
                                .single(),
                        saved -> saved >= written);
    }

    private void writeEach(long from, long to) throws SQLException {
        for (long sequence = from; sequence <= to; sequence++) {
            outboxes.write("publish_api", Row.request(key, sequence));
        }
    }

    /** The sequences in the order in which a consumer that recognises duplicates sees them. */
    private List<Long> firstSeen(int count) {
        return await().atMost(HEALING)
                .until(
                        () -> ofKey().stream()
                                .map(one -> Long.valueOf(header(one, "ce_sequence")))
                                .distinct()
                                .toList(),
                        seen -> seen.size() >= count);
    }

    private List<ConsumerRecord<String, String>> ofKey() {
        return kafka.records(REQUESTS).stream()
                .filter(one -> key.equals(one.key()))
                .toList();
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}

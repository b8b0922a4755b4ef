package dev.colophon.outboxrelay;

import static dev.colophon.outboxrelay.Outboxes.REQUESTS;
import static org.awaitility.Awaitility.await;

import dev.colophon.outboxrelay.Outboxes.Row;
import dev.colophon.testkit.kafka.KafkaExtension;
import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the tests of a fault begin with: the shared servers, the outboxes, a key of their own, and a relay that is ready. */
@ExtendWith({PostgresExtension.class, KafkaExtension.class})
abstract class StartedRelay {

    private static final String BROKEN = """
            SELECT EXISTS (SELECT FROM outbox_relay.recovery)
                   OR NOT EXISTS (SELECT FROM pg_replication_slots
                                   WHERE slot_name = 'colophon_outbox' AND wal_status <> 'lost')""";

    final PostgresServer postgres;
    final KafkaServer kafka;
    final Outboxes outboxes;
    final String key = UUID.randomUUID().toString();
    Relay relay;

    private final String[] settings;

    StartedRelay(PostgresServer postgres, KafkaServer kafka, String... settings) {
        this.postgres = postgres;
        this.kafka = kafka;
        this.outboxes = new Outboxes(postgres);
        this.settings = settings;
    }

    @BeforeEach
    final void startRelay() throws SQLException {
        outboxes.make();
        relay = Relay.startReady(settings);
    }

    @AfterEach
    final void stopRelay() throws SQLException {
        if (relay != null) {
            relay.close();
            mendStream();
        }
    }

    /** Of a test that failed amid a recovery: no relay after it would ever be ready. */
    private void mendStream() throws SQLException {
        postgres.raise();
        if (superuser().sql(BROKEN).query(Boolean.class).single()) {
            outboxes.asSuperuser("DELETE FROM outbox_relay.recovery");
            outboxes.asSuperuser("DELETE FROM outbox_relay.stream_offset");
            await().atMost(Duration.ofSeconds(90))
                    .ignoreExceptions() // whoever read the slot has just been told to end
                    .until(() -> {
                        outboxes.asSuperuser("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots");
                        return true;
                    });
            postgres.bootstrap();
        }
    }

    /** Rows of the key, in one transaction. */
    final void write(int from, int to) throws SQLException {
        outboxes.write(
                "publish_api",
                IntStream.rangeClosed(from, to)
                        .mapToObj(n -> Row.request(key, n))
                        .toArray(Row[]::new));
    }

    /** What of the key is in Kafka. */
    final Arrivals arrivals() {
        return Arrivals.of(kafka, REQUESTS, List.of(key));
    }

    final boolean slotIsFree() {
        return superuser()
                .sql("SELECT NOT active FROM pg_replication_slots WHERE slot_name = 'colophon_outbox'")
                .query(Boolean.class)
                .single();
    }

    final boolean isProven(Row row) {
        return superuser()
                .sql("SELECT EXISTS (SELECT FROM outbox_relay.observed WHERE event_id = :id)")
                .param("id", row.id())
                .query(Boolean.class)
                .single();
    }

    final void awaitPasses(int more) {
        var passes = relay.metric("colophon_relay_reconcile_passes_total");
        await().atMost(Duration.ofSeconds(90))
                .until(() -> relay.metric("colophon_relay_reconcile_passes_total") >= passes + more);
    }

    final JdbcClient superuser() {
        return JdbcClient.create(postgres.superuser());
    }
}

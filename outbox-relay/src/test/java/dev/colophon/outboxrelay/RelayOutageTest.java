package dev.colophon.outboxrelay;

import static dev.colophon.outboxrelay.Outboxes.REQUESTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.postgres.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * FAULTS 27: Kafka is killed and stays away while rows go on coming, 200 a second. Long enough here for the engine to notice;
 * {@code -Doutage.seconds=600} is the ten minutes of the fault list.
 */
class RelayOutageTest extends StartedRelay {

    private static final Logger LOG = LoggerFactory.getLogger(RelayOutageTest.class);
    private static final int KEYS = 20;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration HEALING = Duration.ofMinutes(3);

    private final Duration outage = Duration.ofSeconds(Long.getLong("outage.seconds", 20));

    RelayOutageTest(PostgresServer postgres, KafkaServer kafka) {
        super(postgres, kafka);
    }

    @Test
    void rows_are_taken_in_throughout_wal_stays_below_its_limit_and_all_drain_in_order() {
        var load = Load.start(outboxes, KEYS, PAUSE);
        await().atMost(HEALING).until(() -> load.rounds() > 10);
        kafka.kill();
        var until = Instant.now().plus(outage);
        var atKill = load.rounds();
        relay.awaitRefusal("RELAY_CANARY_LATE", HEALING);

        await().atMost(outage.plus(HEALING))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> Instant.now().isAfter(until));
        var taken = (load.rounds() - atKill) * KEYS;
        var retained = relay.metric("colophon_relay_wal_retained_bytes");
        var status = JdbcClient.create(postgres.superuser())
                .sql("SELECT wal_status FROM pg_replication_slots WHERE slot_name = 'colophon_outbox'")
                .query(String.class)
                .single();
        assertThat(status).as("the slot after %s", outage).isIn("reserved", "extended");
        assertThat(taken).as("rows taken in meanwhile").isPositive();
        assertThat(load.rounds()).as("rounds").isGreaterThan(atKill);

        var back = Instant.now();
        kafka.start();
        relay.awaitReady(HEALING);
        var written = load.stop();
        await().atMost(HEALING)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> Arrivals.of(kafka, REQUESTS, load.keys()).ids().containsAll(written));
        LOG.info(
                "Kafka away for {} s: {} rows taken in meanwhile, {} MB of WAL kept; all {} in Kafka {} s after its start began",
                outage.toSeconds(),
                taken,
                Math.round(retained / 1e6),
                written.size(),
                Duration.between(back, Instant.now()).toSeconds());

        var arrivals = Arrivals.of(kafka, REQUESTS, load.keys());
        assertThat(arrivals.ids()).containsExactlyInAnyOrderElementsOf(written);
        assertThat(arrivals.firstSequences())
                .hasSize(KEYS)
                .allSatisfy((_, sequences) -> assertThat(sequences)
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, load.rounds()).boxed().toList()));
        assertThat(relay.metric("colophon_relay_rows_parked_total")).isZero();
    }
}

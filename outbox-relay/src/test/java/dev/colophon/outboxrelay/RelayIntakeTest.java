package dev.colophon.outboxrelay;

import static dev.colophon.outboxrelay.Outboxes.REQUESTS;
import static org.assertj.core.api.Assertions.assertThat;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** As WAL fills behind a stopped broker: first a warning, then the door is asked to shut, and nothing is lost. */
@ExtendWith({PostgresExtension.class, KafkaExtension.class, OutputCaptureExtension.class})
class RelayIntakeTest {

    private static final Duration HEALING = Duration.ofSeconds(90);
    private static final int FILLINGS_MAX = 60;

    private final PostgresServer postgres;
    private final KafkaServer kafka;
    private final Outboxes outboxes;

    RelayIntakeTest(PostgresServer postgres, KafkaServer kafka) {
        this.postgres = postgres;
        this.kafka = kafka;
        this.outboxes = new Outboxes(postgres);
    }

    @Test
    void warns_then_sheds_then_opens_again_and_every_row_arrives(CapturedOutput output) throws SQLException {
        outboxes.make();
        outboxes.asSuperuser("ALTER SYSTEM SET max_slot_wal_keep_size = '160MB'");
        outboxes.asSuperuser("SELECT pg_reload_conf()");
        var key = UUID.randomUUID().toString();
        try (var relay = Relay.startReady()) {
            await().atMost(HEALING).until(() -> "open".equals(intake()));
            kafka.stop();
            outboxes.write("publish_api", Row.request(key, 1), Row.request(key, 2));

            fillUntilShed();

            // The door reads the word before the relay has logged it, and counted it after that.
            await().atMost(HEALING).until(() -> relay.metric("colophon_relay_intake_shed") == 1);
            assertThat(output.getAll()).contains("RELAY_WAL_FILLING: ");
            assertThat(output.getAll().indexOf("below 25 % new work is refused"))
                    .as("warned before it shed")
                    .isBetween(0, output.getAll().indexOf("Intake is shed"));
            assertThat(slot()).isNotEqualTo("lost");
            outboxes.write("publish_api", Row.request(key, 3)); // accepted before the door knew

            kafka.start();

            relay.awaitReady(HEALING);
            await().atMost(HEALING).until(() -> {
                outboxes.asSuperuser("CHECKPOINT");
                return "open".equals(intake());
            });
            await().atMost(HEALING)
                    .until(() -> Arrivals.of(kafka, REQUESTS, List.of(key)).count() >= 3);
            assertThat(Arrivals.of(kafka, REQUESTS, List.of(key))
                            .firstSequences()
                            .get(key))
                    .containsExactly(1L, 2L, 3L);
        } finally {
            outboxes.asSuperuser("ALTER SYSTEM RESET max_slot_wal_keep_size");
            outboxes.asSuperuser("SELECT pg_reload_conf()");
        }
    }

    private void fillUntilShed() throws SQLException {
        outboxes.asSuperuser("CREATE TABLE IF NOT EXISTS public.filler (text text)");
        for (var n = 0; n < FILLINGS_MAX && !"shed".equals(intake()); n++) {
            outboxes.asSuperuser(
                    "INSERT INTO public.filler SELECT repeat(md5(g::text), 30) FROM generate_series(1, 3000) g");
            var room = room();
            await().atMost(HEALING).until(() -> room > 0.25 || "shed".equals(intake()));
        }
        outboxes.asSuperuser("DROP TABLE public.filler");
        assertThat(intake()).isEqualTo("shed");
    }

    private double room() {
        return JdbcClient.create(postgres.superuser())
                .sql(
                        "SELECT safe_wal_size / (160 * 1048576.0) FROM pg_replication_slots WHERE slot_name = 'colophon_outbox'")
                .query(Double.class)
                .single();
    }

    /** As the door reads it. */
    private String intake() {
        return JdbcClient.create(postgres.as("publish_api"))
                .sql("SELECT coalesce((SELECT state FROM outbox_relay.intake_v1), 'open')")
                .query(String.class)
                .single();
    }

    private String slot() {
        return JdbcClient.create(postgres.superuser())
                .sql("SELECT wal_status FROM pg_replication_slots WHERE slot_name = 'colophon_outbox'")
                .query(String.class)
                .single();
    }
}

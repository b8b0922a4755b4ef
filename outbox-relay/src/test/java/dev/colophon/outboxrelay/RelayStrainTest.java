package dev.colophon.outboxrelay;

import static dev.colophon.outboxrelay.Outboxes.REQUESTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.outboxrelay.Outboxes.Row;
import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.postgres.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** FAULTS 20 to 25 and 29: what a database does to those who stream from it. */
@ExtendWith(OutputCaptureExtension.class)
class RelayStrainTest extends StartedRelay {

    private static final Duration HEALING = Duration.ofSeconds(90);
    private static final int LARGE = 50_000;

    RelayStrainTest(PostgresServer postgres, KafkaServer kafka) {
        super(postgres, kafka, "--colophon.guard.transaction-age-max=1s");
    }

    @Test
    void wal_of_other_tables_is_not_held_back_while_the_outboxes_are_idle() throws SQLException {
        outboxes.asSuperuser("CREATE TABLE IF NOT EXISTS public.busy (text text)");
        for (var n = 0; n < 5; n++) {
            outboxes.asSuperuser(
                    "INSERT INTO public.busy SELECT repeat(md5(g::text), 30) FROM generate_series(1, 10000) g");
        }
        outboxes.asSuperuser("DROP TABLE public.busy");
        var written = superuser()
                .sql("SELECT pg_current_wal_lsn()::text")
                .query(String.class)
                .single();

        await().atMost(HEALING)
                .until(() -> superuser()
                        .sql("""
                                SELECT confirmed_flush_lsn >= CAST(:written AS pg_lsn) FROM pg_replication_slots
                                 WHERE slot_name = 'colophon_outbox'""")
                        .param("written", written)
                        .query(Boolean.class)
                        .single());
    }

    @Test
    void fifty_thousand_rows_of_one_transaction_pass_in_order_through_a_small_heap(@TempDir Path folder)
            throws SQLException {
        relay.close();
        try (var small = Relay.startAsProcess(folder, 256)) {
            small.awaitReady(HEALING);
            outboxes.asSuperuser("""
                    INSERT INTO publish_api.outbox (id, topic, message_key, type, source, sequence, occurred_at, payload)
                    SELECT gen_random_uuid(), 'publishing.requests.v1', '%s', 'dev.colophon.publication.requested.v1',
                           '/colophon/publish-api', n, now(), json_build_object('n', n, 'text', repeat('x', 1000))::text
                      FROM generate_series(1, %d) n""".formatted(key, LARGE));

            await().atMost(HEALING).until(() -> small.metric("colophon_relay_rows_sent_total{") >= LARGE + 1);
            await().atMost(HEALING).until(() -> arrivals().ids().size() == LARGE);

            assertThat(arrivals().firstSequences().get(key))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, LARGE).boxed().toList());
            small.awaitReady(HEALING);
        }
    }

    @Test
    void a_transaction_that_stays_open_is_named_and_its_rows_come_after_its_commit(CapturedOutput output)
            throws SQLException {
        try (var open = outboxes.open("publish_api")) {
            Outboxes.insert(open, Row.request(key, 1));
            var pid = open.unwrap(PGConnection.class).getBackendPID();

            await().atMost(HEALING).until(() -> output.getAll().contains("RELAY_TRANSACTION_OPEN: process " + pid));
            assertThat(relay.metric("colophon_relay_transaction_oldest_seconds"))
                    .isGreaterThan(1);
            assertThat(arrivals().count()).isZero();
            open.commit();
        }

        await().atMost(HEALING).until(() -> arrivals().count() == 1);
        await().atMost(HEALING).until(() -> relay.metric("colophon_relay_transaction_oldest_seconds") < 1);
    }

    @Test
    void a_database_without_a_free_connection_takes_readiness_away_and_heals_without_a_hand() throws SQLException {
        write(1, 10);
        var taken = new ArrayList<Connection>();
        try {
            takeEveryConnection(taken);
            assertThat(taken).hasSizeGreaterThan(50);
            await().atMost(HEALING).until(() -> {
                throwTheRelayOut("infinity");
                takeEveryConnection(taken);
                return relay.readiness().statusCode() == 503;
            });
        } finally {
            for (var connection : taken) {
                connection.close();
            }
        }

        relay.awaitReady(HEALING);
        write(11, 20);
        await().atMost(HEALING).until(() -> arrivals().ids().size() == 20);
        assertThat(arrivals().firstSequences().get(key))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 20).boxed().toList());
    }

    @Test
    void a_rotated_password_takes_readiness_away_until_the_relay_knows_it() throws SQLException {
        write(1, 5);
        await().atMost(HEALING).until(() -> arrivals().count() == 5);
        outboxes.asSuperuser("ALTER ROLE outbox_relay PASSWORD 'rotated'");
        try {
            var rotated = superuser()
                    .sql("SELECT clock_timestamp()::text")
                    .query(String.class)
                    .single();
            // Again until then: a session that was just beginning came in by the former password.
            await().atMost(HEALING).until(() -> {
                throwTheRelayOut(rotated);
                return relay.readiness().body().contains("RELAY_DATABASE_UNREACHABLE");
            });
            relay.awaitRefusal("RELAY_DATABASE_UNREACHABLE", HEALING);
            write(6, 10);
            relay.close();

            relay = Relay.startReady("--COLOPHON_DATABASE_PASSWORD=rotated");

            await().atMost(HEALING).until(() -> arrivals().ids().size() == 10);
        } finally {
            relay.close();
            outboxes.asSuperuser("ALTER ROLE outbox_relay PASSWORD '%s'".formatted(postgres.password()));
        }
    }

    @Test
    void a_recovery_without_a_free_slot_says_so_and_is_told_again_when_there_is_one() throws SQLException {
        write(1, 5);
        await().atMost(HEALING).until(() -> arrivals().count() == 5);
        relay.close();
        await().atMost(HEALING).until(this::slotIsFree);
        outboxes.asSuperuser("SELECT pg_drop_replication_slot('colophon_outbox')");
        outboxes.asSuperuser("SELECT pg_create_physical_replication_slot('taken_' || n) FROM generate_series(1, 10) n");
        write(6, 10);
        try {
            relay = Relay.start();
            relay.awaitRefusal("RELAY_SLOT_MISSING", HEALING);

            var operation = relay.operate("recover", HEALING);

            assertThat(Relay.outcome(operation)).isEqualTo("failed");
            assertThat(operation).contains("all replication slots are in use");
            relay.awaitRefusal("RELAY_RECOVERY_UNFINISHED,RELAY_SLOT_MISSING", HEALING);
        } finally {
            outboxes.asSuperuser(
                    "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name LIKE 'taken_%'");
        }
        relay.recover(HEALING);

        relay.awaitReady(HEALING);
        await().atMost(HEALING).until(() -> arrivals().ids().size() == 10);
        assertThat(arrivals().sequences(key)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    }

    @Test
    void a_position_that_was_removed_or_ruined_costs_no_row() throws SQLException {
        write(1, 5);
        await().atMost(HEALING).until(() -> arrivals().count() == 5);
        relay.close();
        outboxes.asSuperuser("DELETE FROM outbox_relay.stream_offset");
        write(6, 10);

        relay = Relay.startReady();
        await().atMost(HEALING).until(() -> arrivals().ids().size() == 10);
        relay.close();
        await().atMost(HEALING).until(this::slotIsFree);
        outboxes.asSuperuser("UPDATE outbox_relay.stream_offset SET position = '{\"lsn\": \"ruined\"}'");
        write(11, 15);

        relay = Relay.start();
        relay.awaitRefusal("RELAY_OFFSETS_UNREADABLE", HEALING);
        relay.recover(HEALING);
        relay.awaitReady(HEALING);
        await().atMost(HEALING).until(() -> arrivals().ids().size() == 15);
        assertThat(arrivals().firstSequences().get(key))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 15).boxed().toList());
    }

    @Test
    void what_is_done_to_a_row_after_its_insert_says_nothing_on_kafka() throws SQLException {
        write(1, 3);
        await().atMost(HEALING).until(() -> arrivals().count() == 3);

        outboxes.asSuperuser("UPDATE publish_api.outbox SET payload = '{}' WHERE message_key = '%s'".formatted(key));
        outboxes.asSuperuser("DELETE FROM publish_api.outbox WHERE message_key = '%s'".formatted(key));
        outboxes.asSuperuser("TRUNCATE publish_api.outbox");
        write(4, 4);

        await().atMost(HEALING).until(() -> arrivals().count() >= 4);
        assertThat(arrivals().sequences(key)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(kafka.records(REQUESTS))
                .allSatisfy(one -> assertThat(one.value()).isNotNull());
    }

    private void takeEveryConnection(List<Connection> taken) {
        try {
            while (taken.size() < 200) {
                taken.add(postgres.as("publish_api").getConnection());
            }
        } catch (SQLException full) {
            assertThat(full.getSQLState()).as(full.getMessage()).isEqualTo("53300");
        }
    }

    /** Its sessions that began before then. */
    private void throwTheRelayOut(String then) {
        superuser()
                .sql("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                        + " WHERE usename = 'outbox_relay' AND backend_start < CAST(:then AS timestamptz)")
                .param("then", then)
                .query(Integer.class)
                .single();
    }
}

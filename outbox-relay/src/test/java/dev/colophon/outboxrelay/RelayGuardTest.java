package dev.colophon.outboxrelay;

import static dev.colophon.outboxrelay.Outboxes.REQUESTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.outboxrelay.Outboxes.Row;
import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.postgres.PostgresServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** FAULTS 16 to 18 and 21: what an engine alone would not tell: each fault takes readiness away within seconds, by its name. */
class RelayGuardTest extends StartedRelay {

    /** Every two of them the guard looks; a look of its own may wait for a slow disk. */
    private static final Duration SECONDS = Duration.ofSeconds(20);

    private static final Duration HEALING = Duration.ofSeconds(60);

    RelayGuardTest(PostgresServer postgres, KafkaServer kafka) {
        super(postgres, kafka);
    }

    @Test
    void an_outbox_that_leaves_the_publication_takes_readiness_away_until_it_is_back() throws SQLException {
        outboxes.asSuperuser("ALTER PUBLICATION colophon_outbox DROP TABLE wordpress_publisher.outbox");
        relay.awaitRefusal("RELAY_PUBLICATION_INCOMPLETE", SECONDS);

        outboxes.make("wordpress_publisher");
        relay.awaitReady(HEALING);
    }

    @Test
    void no_engine_starts_before_every_outbox_is_enrolled_and_then_nothing_is_missing() throws SQLException {
        relay.close();
        awaitNoReader();
        outboxes.asSuperuser("ALTER PUBLICATION colophon_outbox DROP TABLE status_projector.outbox");
        relay = Relay.start();
        relay.awaitRefusal("RELAY_PUBLICATION_INCOMPLETE", HEALING);
        var row = Row.request(UUID.randomUUID().toString(), 1);
        outboxes.write("publish_api", row);
        throughLooks(() -> slotReader().isEmpty());

        outboxes.make("status_projector");

        relay.awaitReady(HEALING);
        await().atMost(HEALING).until(() -> arrived(row));
    }

    @Test
    void a_publication_that_says_more_than_inserts_or_names_days_or_covers_a_foreign_table_is_refused()
            throws SQLException {
        outboxes.asSuperuser("ALTER PUBLICATION colophon_outbox SET (publish = 'insert, delete')");
        relay.awaitRefusal("RELAY_PUBLICATION_UNSUITABLE", SECONDS);
        outboxes.asSuperuser("ALTER PUBLICATION colophon_outbox SET (publish = 'insert')");
        relay.awaitReady(HEALING);
        outboxes.asSuperuser("ALTER PUBLICATION colophon_outbox SET (publish_via_partition_root = false)");
        relay.awaitRefusal("RELAY_PUBLICATION_UNSUITABLE", SECONDS);
        outboxes.asSuperuser("ALTER PUBLICATION colophon_outbox SET (publish_via_partition_root = true)");
        relay.awaitReady(HEALING);

        outboxes.asSuperuser("ALTER PUBLICATION colophon_outbox ADD TABLE outbox_relay.parked_row");
        relay.awaitRefusal("RELAY_PUBLICATION_TOO_WIDE", SECONDS);
        outboxes.asSuperuser("ALTER PUBLICATION colophon_outbox DROP TABLE outbox_relay.parked_row");
        relay.awaitReady(HEALING);
    }

    @Test
    void a_role_that_may_no_longer_replicate_is_refused_by_name() throws SQLException {
        outboxes.asSuperuser("ALTER ROLE outbox_relay NOREPLICATION");
        relay.awaitRefusal("RELAY_ROLE_WITHOUT_REPLICATION", SECONDS);

        outboxes.asSuperuser("ALTER ROLE outbox_relay REPLICATION");
        relay.awaitReady(HEALING);
    }

    @Test
    void a_policy_that_hides_rows_of_the_relay_or_of_an_outbox_is_refused_by_name() throws SQLException {
        for (var table : List.of("outbox_relay.probe", "publish_api.outbox")) {
            outboxes.asSuperuser("ALTER TABLE " + table + " ENABLE ROW LEVEL SECURITY");
            relay.awaitRefusal("RELAY_ROWS_HIDDEN", SECONDS);
            assertThat(relay.send(relay.operations("/operations/v1/database")).body())
                    .contains("\"role\":\"outbox_relay\"", "\"rowSecurity\":[\"" + table.replace("outbox_relay.", ""));

            outboxes.asSuperuser("ALTER TABLE " + table + " DISABLE ROW LEVEL SECURITY");
            relay.awaitReady(HEALING);
        }
    }

    @Test
    void a_role_that_begins_at_another_isolation_or_only_reads_is_refused_by_name() throws SQLException {
        relay.close();
        for (var setting : List.of("isolation = serializable", "read_only = on")) {
            outboxes.asSuperuser("ALTER ROLE outbox_relay SET default_transaction_" + setting);
            try (var unfit = Relay.start()) {
                unfit.awaitRefusal(setting.startsWith("isolation") ? "RELAY_ISOLATION" : "RELAY_READ_ONLY", HEALING);
            } finally {
                outboxes.asSuperuser("ALTER ROLE outbox_relay RESET default_transaction_"
                        + setting.substring(0, setting.indexOf(' ')));
            }
        }
        relay = Relay.startReady();
    }

    @Test
    void a_slot_that_another_process_reads_is_left_to_it() throws Exception {
        relay.close();
        awaitNoReader();
        try (var intruder = new SlotReader(postgres)) {
            relay = Relay.start();
            relay.awaitRefusal("RELAY_SLOT_IN_USE", HEALING);
            assertThat(slotReader()).contains(intruder.pid());
        }
        relay.awaitReady(HEALING);
    }

    @Test
    void a_missing_slot_is_refused_and_never_made_by_the_relay() throws Exception {
        relay.close();
        dropSlot();
        try {
            relay = Relay.start();
            relay.awaitRefusal("RELAY_SLOT_MISSING", HEALING);
            throughLooks(() -> slots() == 0 && relay.readiness().statusCode() == 503);
        } finally {
            relay.recover(HEALING);
        }
        relay.awaitReady(HEALING);
    }

    @Test
    void a_slot_moved_behind_our_back_is_refused_and_no_row_is_skipped_in_silence() throws Exception {
        relay.close();
        awaitNoReader();
        var row = Row.request(UUID.randomUUID().toString(), 1);
        outboxes.write("publish_api", row);
        outboxes.asSuperuser("SELECT pg_replication_slot_advance('colophon_outbox', pg_current_wal_lsn())");

        relay = Relay.start();
        relay.awaitRefusal("RELAY_SLOT_AHEAD", HEALING);
        assertThat(arrived(row)).isFalse();
        relay.recover(HEALING);

        relay.awaitReady(HEALING);
        await().atMost(HEALING).until(() -> arrived(row));
    }

    @Test
    void a_lost_slot_is_told_within_seconds_and_the_recovery_loses_nothing() throws Exception {
        outboxes.asSuperuser("ALTER SYSTEM SET max_slot_wal_keep_size = '16MB'");
        outboxes.asSuperuser("SELECT pg_reload_conf()");
        var key = UUID.randomUUID().toString();
        var unsent = List.of(Row.request(key, 1), Row.request(key, 2), Row.request(key, 3));
        try {
            kafka.stop();
            outboxes.write("publish_api", unsent.toArray(Row[]::new));
            fillWalUntilLost();
            relay.awaitRefusal("RELAY_SLOT_LOST", SECONDS);
        } finally {
            outboxes.asSuperuser("ALTER SYSTEM RESET max_slot_wal_keep_size");
            outboxes.asSuperuser("SELECT pg_reload_conf()");
            kafka.start();
            relay.recover(HEALING);
        }

        relay.awaitReady(HEALING);
        await().atMost(HEALING).until(() -> unsent.stream().allMatch(this::arrived));
        assertThat(kafka.records(REQUESTS).stream()
                        .filter(one -> key.equals(one.key()))
                        .map(one -> one.value())
                        .distinct())
                .containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
    }

    private void fillWalUntilLost() throws SQLException {
        outboxes.asSuperuser("CREATE TABLE IF NOT EXISTS public.filler (text text)");
        for (int i = 0; i < 20 && !"lost".equals(walStatus()); i++) {
            outboxes.asSuperuser(
                    "INSERT INTO public.filler SELECT repeat(md5(n::text), 30) FROM generate_series(1, 20000) n");
            outboxes.asSuperuser("SELECT pg_switch_wal()");
            outboxes.asSuperuser("CHECKPOINT");
        }
        outboxes.asSuperuser("DROP TABLE public.filler");
        assertThat(walStatus()).isEqualTo("lost");
    }

    /** What must stand while the relay decides about its engine again and again: each decision is followed by a canary. */
    private void throughLooks(Callable<Boolean> stands) {
        var before = canaries();
        await().atMost(HEALING).failFast(() -> !stands.call()).until(() -> canaries() >= before + 4);
    }

    private long canaries() {
        return superuser()
                .sql("SELECT last_value FROM outbox_relay.canary_sequence")
                .query(Long.class)
                .single();
    }

    /** The server lets go of the slot only after the relay has hung up. */
    private void awaitNoReader() {
        await().atMost(HEALING).until(() -> slotReader().isEmpty());
    }

    private void dropSlot() throws SQLException {
        awaitNoReader();
        outboxes.asSuperuser("SELECT pg_drop_replication_slot('colophon_outbox')");
    }

    private Optional<Integer> slotReader() {
        return superuser()
                .sql("SELECT active_pid FROM pg_replication_slots WHERE slot_name = 'colophon_outbox' AND active")
                .query(Integer.class)
                .optional();
    }

    private int slots() {
        return superuser()
                .sql("SELECT count(*) FROM pg_replication_slots")
                .query(Integer.class)
                .single();
    }

    private String walStatus() {
        return superuser()
                .sql("SELECT wal_status FROM pg_replication_slots WHERE slot_name = 'colophon_outbox'")
                .query(String.class)
                .single();
    }

    private boolean arrived(Row row) {
        return kafka.records(REQUESTS).stream()
                .anyMatch(one -> one.key().equals(row.key()) && one.value().equals(row.payload()));
    }
}

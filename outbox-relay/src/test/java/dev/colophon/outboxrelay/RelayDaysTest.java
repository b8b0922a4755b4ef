package dev.colophon.outboxrelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.colophon.outboxrelay.Outboxes.Row;
import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows stay until all of their day was seen in Kafka, and go with it; the door never waits for that, and misses no day. */
class RelayDaysTest extends StartedRelay {

    private static final Duration HEALING = Duration.ofSeconds(90);
    private static final String[] QUICK = {
        "--colophon.reconcile.every=1s", "--colophon.reconcile.after=1s", "--colophon.reconcile.days-every=1s"
    };
    private static final String FORGED = "publishing.receipts.v1";

    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    RelayDaysTest(PostgresServer postgres, KafkaServer kafka) {
        super(postgres, kafka, QUICK);
    }

    /** The first part holds all that is older than its day; here the past gets its own days. */
    @BeforeEach
    void openThePast() throws SQLException {
        outboxes.asSuperuser("""
                DO $$ BEGIN
                  IF (SELECT pg_get_expr(relpartbound, oid) LIKE '%MINVALUE%' FROM pg_class
                       WHERE oid = to_regclass(outbox_relay.day_of('publish_api.outbox', DATE '{today}'))) THEN
                    ALTER TABLE publish_api.outbox DETACH PARTITION publish_api.outbox_{name};
                    ALTER TABLE publish_api.outbox ATTACH PARTITION publish_api.outbox_{name}
                      FOR VALUES FROM ('{today} 00:00+00') TO ('{tomorrow} 00:00+00');
                  END IF;
                END $$""".replace("{tomorrow}", today.plusDays(1).toString())
                .replace("{today}", today.toString())
                .replace("{name}", name(today)));
    }

    @Test
    void a_day_goes_whole_when_its_week_is_over_and_all_of_it_was_seen_in_kafka() throws SQLException {
        day(9, Row.request(key, 1), Row.request(key, 2));
        day(6, Row.request(key, 3));

        await().atMost(HEALING).until(() -> !stands(9));

        await().atMost(HEALING).until(() -> arrivals().ids().size() == 3);
        assertThat(sequences()).containsExactly(3L);
        assertThat(stands(6)).isTrue();
        // Counted at the end of the pass: the day is gone before.
        await().atMost(HEALING).until(() -> relay.metric("colophon_relay_rows_forgotten_total") >= 2);
    }

    @Test
    void one_row_that_kafka_never_had_keeps_all_of_its_day_and_no_other_and_is_told_of() throws SQLException {
        var parked = new Row(UUID.randomUUID(), FORGED, key, 1, "{}", null);
        day(10, Row.request(key, 1), parked);
        day(9, Row.request(key, 2));

        await().atMost(HEALING).until(() -> !stands(9));
        await().atMost(HEALING).until(() -> relay.metric("colophon_relay_outbox_days_kept") == 1);
        assertThat(sequences()).containsExactlyInAnyOrder(1L, 1L);

        outboxes.asSuperuser("DELETE FROM publish_api.outbox WHERE id = '%s'".formatted(parked.id()));

        await().atMost(HEALING).until(() -> !stands(10));
        await().atMost(HEALING).until(() -> relay.metric("colophon_relay_outbox_days_kept") == 0);
    }

    @Test
    void rows_that_found_no_day_are_taken_in_sent_and_forgotten_all_the_same() throws SQLException {
        withoutDay(40, Row.request(key, 1), Row.request(key, 2));

        await().atMost(HEALING).until(() -> sequences().isEmpty());

        await().atMost(HEALING).until(() -> arrivals().ids().size() == 2);
        assertThat(arrivals().firstSequences().get(key)).containsExactly(1L, 2L);
    }

    @Test
    void days_come_and_go_under_load_and_no_row_is_lost_or_overtaken() throws SQLException {
        var load = Load.start(outboxes, 20);
        for (var past = 30; past > 10; past--) {
            day(past, Row.request(key, 31 - past));
        }
        await().atMost(HEALING).until(() -> LongStream.rangeClosed(11, 30).noneMatch(past -> stands((int) past)));

        var rounds = load.rounds();
        await().atMost(HEALING).until(() -> load.rounds() > rounds + 20);
        var written = load.stop();

        await().atMost(HEALING)
                .until(() ->
                        Arrivals.of(kafka, Outboxes.REQUESTS, load.keys()).ids().size() >= written.size());
        var arrived = Arrivals.of(kafka, Outboxes.REQUESTS, load.keys());
        assertThat(arrived.ids()).containsExactlyInAnyOrderElementsOf(written);
        assertThat(arrived.firstSequences())
                .hasSize(20)
                .allSatisfy((_, sequences) -> assertThat(sequences)
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, load.rounds()).boxed().toList()));
        assertThat(arrivals().firstSequences().get(key)).hasSize(20);
    }

    @Test
    void a_day_that_a_transaction_still_writes_into_waits_for_it() throws SQLException {
        var late = Row.request(key, 1);
        var parked = new Row(UUID.randomUUID(), FORGED, key, 1, "{}", null);
        day(12, parked);
        try (var open = postgres.superuser().getConnection()) {
            begin(open);
            Outboxes.insert(open, late, at(12));
            outboxes.asSuperuser("DELETE FROM publish_api.outbox WHERE id = '%s'".formatted(parked.id()));
            assertThat(let(12)).as("neither dropped nor counted").isEqualTo("null/null");
            open.commit();
        }

        await().atMost(HEALING).until(() -> !stands(12));
        await().atMost(HEALING).until(() -> arrivals().ids().contains(late.id().toString()));
    }

    @Test
    void rows_of_a_day_that_went_before_the_stream_came_past_them_are_still_sent() throws SQLException {
        relay.close();
        await().atMost(HEALING).until(this::slotIsFree);
        day(14, Row.request(key, 1), Row.request(key, 2));
        outboxes.asSuperuser("SELECT outbox_relay.make_observed_day(current_date)");
        outboxes.asSuperuser("INSERT INTO outbox_relay.observed (event_id, day) SELECT id, current_date"
                + " FROM publish_api.outbox WHERE message_key = '%s'".formatted(key));
        // What the closed relay had just asked may still hold the table, and the day waits 200 ms for it.
        assertThat(await().atMost(HEALING).until(() -> let(14), told -> !told.equals("null/null")))
                .isEqualTo("2/0");

        relay = Relay.startReady(QUICK);

        await().atMost(HEALING).until(() -> arrivals().ids().size() == 2);
        assertThat(arrivals().sequences(key)).containsExactly(1L, 2L);
    }

    @Test
    void rows_of_several_days_are_recovered_in_order_after_the_slot_was_lost() throws SQLException {
        relay.close();
        await().atMost(HEALING).until(this::slotIsFree);
        withoutDay(50, Row.request(key, 1));
        day(3, Row.request(key, 2), Row.request(key, 3));
        day(2, Row.request(key, 4));
        write(5, 6);
        outboxes.asSuperuser("SELECT pg_drop_replication_slot('colophon_outbox')");
        relay = Relay.start(QUICK);
        relay.awaitRefusal("RELAY_SLOT_MISSING", HEALING);

        relay.recover(HEALING);

        relay.awaitReady(HEALING);
        await().atMost(HEALING).until(() -> arrivals().ids().size() == 6);
        assertThat(arrivals().firstSequences().get(key)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void the_days_ahead_are_made_for_every_outbox() {
        await().atMost(HEALING).until(() -> relay.metric("colophon_relay_outbox_days_ahead") == 7);

        assertThat(Outboxes.SERVICES)
                .allSatisfy(service -> assertThat(superuser()
                                .sql("SELECT count(*) FROM pg_inherits WHERE inhparent = '%s.outbox'::regclass"
                                        .formatted(service))
                                .query(Integer.class)
                                .single())
                        .isGreaterThanOrEqualTo(9));
    }

    @Test
    void nobody_but_the_relay_lets_a_day_go_and_none_that_is_not_over() {
        for (var role : List.of("publish_api", "status_projector", "wordpress_publisher")) {
            assertThatThrownBy(() -> as(role, "SELECT publish_api.drop_outbox_day(DATE '2026-01-01')"))
                    .hasMessageContaining("permission denied");
        }
        assertThatThrownBy(() -> as("outbox_relay", "SELECT publish_api.drop_outbox_day(DATE '%s')".formatted(today)))
                .hasMessageContaining("is not over");
        assertThatThrownBy(() -> as("outbox_relay", "DROP TABLE publish_api.outbox_" + name(today)))
                .hasMessageContaining("must be owner");
    }

    private void as(String role, String sql) throws SQLException {
        try (var connection = postgres.as(role).getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The day and its rows in one transaction: an empty one would be gone at once. */
    private void day(int daysAgo, Row... rows) throws SQLException {
        try (var connection = postgres.superuser().getConnection()) {
            begin(connection);
            await().atMost(HEALING).until(() -> make(connection, daysAgo));
            for (var row : rows) {
                Outboxes.insert(connection, row, at(daysAgo));
            }
            connection.commit();
        }
    }

    /** A superuser's transaction on the outbox of publish-api. */
    private static void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.setSchema("publish_api");
    }

    private boolean make(Connection connection, int daysAgo) throws SQLException {
        try (var statement = connection.createStatement();
                var made = statement.executeQuery(
                        "SELECT publish_api.make_outbox_day(DATE '%s')".formatted(today.minusDays(daysAgo)))) {
            return made.next() && made.getBoolean(1);
        }
    }

    private void withoutDay(int daysAgo, Row... rows) throws SQLException {
        try (var connection = outboxes.open("publish_api")) {
            for (var row : rows) {
                Outboxes.insert(connection, row, at(daysAgo));
            }
            connection.commit();
        }
    }

    private OffsetDateTime at(int daysAgo) {
        return today.minusDays(daysAgo).atTime(12, 0).atOffset(ZoneOffset.UTC);
    }

    private String let(int daysAgo) {
        return superuser()
                .sql("SELECT let_go, kept_for FROM publish_api.drop_outbox_day(:day)")
                .param("day", today.minusDays(daysAgo))
                .query((row, _) -> row.getString(1) + "/" + row.getString(2))
                .single();
    }

    private boolean stands(int daysAgo) {
        return superuser()
                .sql("SELECT to_regclass('publish_api.outbox_%s') IS NOT NULL"
                        .formatted(name(today.minusDays(daysAgo))))
                .query(Boolean.class)
                .single();
    }

    private List<Long> sequences() {
        return superuser()
                .sql("SELECT sequence FROM publish_api.outbox WHERE message_key = :key ORDER BY sequence")
                .param("key", key)
                .query((row, _) -> row.getLong(1))
                .list();
    }

    private static String name(LocalDate day) {
        return day.toString().replace("-", "");
    }
}

package dev.colophon.outboxrelay.reconcile;

import dev.colophon.outboxrelay.guard.OldestTransaction;
import dev.colophon.outboxrelay.relay.OutboxRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads the outboxes for what is not in Kafka: neither observed there nor parked. Names of outboxes stand in the SQL as they
 * are; {@link dev.colophon.outboxrelay.guard.GuardProperties} lets no other characters pass.
 */
@Component
class MissingRows {

    private static final String MISSING = """
            NOT EXISTS (SELECT FROM outbox_relay.observed s WHERE s.event_id = o.id)
               AND NOT EXISTS (SELECT FROM outbox_relay.parked_row p WHERE p.event_id = o.id)""";
    private static final String JUDGE = """
            SELECT created_at, payload::json ->> 'snapshot' AS snapshot,
                   (payload::json ->> 'oldestTransaction')::timestamptz AS oldest
              FROM outbox_relay.outbox WHERE id = :canary AND payload::json ->> 'snapshot' IS NOT NULL
            """;
    private static final String FIRST =
            "SELECT min(created_at) FROM {outbox} WHERE created_at >= :from AND created_at < :to";

    // A row's xmin has 32 bits; its full number is the last one at or below the next that will be given out.
    private static final String HOLES = """
            SELECT o.topic, o.message_key, min(o.sequence) AS first
              FROM {outbox} o, (SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS next) x
             WHERE o.created_at >= :from AND o.created_at < :to
               AND (CAST(:snapshot AS pg_snapshot) IS NULL
                    OR pg_visible_in_snapshot((x.next - ((x.next - o.xmin::text::bigint) & 4294967295))::text::xid8,
                                              CAST(:snapshot AS pg_snapshot)))
               AND {missing}
             GROUP BY o.topic, o.message_key
             ORDER BY o.topic, o.message_key
             LIMIT :holesMax
            """;
    private static final String ROWS = """
            SELECT h.place, o.*
              FROM unnest(:topics, :keys, :firsts) WITH ORDINALITY AS h (topic, message_key, first, place)
              JOIN {outbox} o ON o.topic = h.topic AND o.message_key = h.message_key AND o.sequence >= h.first
             WHERE (h.place, o.sequence) > (:place, :sequence)
               AND NOT EXISTS (SELECT FROM outbox_relay.parked_row p WHERE p.event_id = o.id)
             ORDER BY h.place, o.sequence
             LIMIT :rowsMax
            """;
    private static final String WAITING = """
            SELECT count(*) AS rows, min(w.created_at) AS oldest, clock_timestamp() AS now FROM (
              SELECT o.created_at FROM {outbox} o WHERE o.created_at >= :from AND {missing}
               ORDER BY o.created_at LIMIT :countMax) w
            """;

    /** A row and the place of its key in the question, from which the next page goes on. */
    record Placed(long place, OutboxRow row) {}

    /**
     * Rows that are not in Kafka now, whether late or just under way; counted up to a bound.
     *
     * @param settled each row that was created before and is committed, now or later, is in Kafka or parked
     */
    record Waiting(long rows, double oldestSeconds, Instant settled) {}

    private final JdbcClient jdbc;
    private final OldestTransaction oldestTransaction;

    MissingRows(JdbcClient jdbc, OldestTransaction oldestTransaction) {
        this.jdbc = jdbc;
        this.oldestTransaction = oldestTransaction;
    }

    private static String of(String sql, String outbox) {
        return sql.replace("{outbox}", outbox).replace("{missing}", MISSING);
    }

    /** The canary as it was let go; empty if it is forgotten, or of a relay that did not tell what it saw. */
    Optional<Judge> judge(UUID canary) {
        return jdbc.sql(JUDGE)
                .param("canary", canary)
                .query((row, _) ->
                        new Judge(instant(row, "created_at"), row.getString("snapshot"), instant(row, "oldest")))
                .optional();
    }

    /** When the oldest row of the scope was created, missing or not. */
    Optional<Instant> first(String outbox, Scope scope) {
        return jdbc.sql(of(FIRST, outbox))
                .param("from", at(scope.from()))
                .param("to", at(scope.to()))
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    List<Hole> holes(String outbox, Scope scope, int holesMax) {
        return jdbc.sql(of(HOLES, outbox))
                .param("from", at(scope.from()))
                .param("to", at(scope.to()))
                .param("snapshot", scope.snapshot())
                .param("holesMax", holesMax)
                .query((row, _) ->
                        new Hole(outbox, row.getString("topic"), row.getString("message_key"), row.getLong("first")))
                .list();
    }

    /** Rows of these holes of one outbox from the first missing one on, in order per key; a page, after the given row. */
    List<Placed> rows(List<Hole> holes, long place, long sequence, int rowsMax) {
        var outbox = holes.getFirst().outbox();
        return jdbc.sql(of(ROWS, outbox))
                .param("topics", holes.stream().map(Hole::topic).toArray(String[]::new))
                .param("keys", holes.stream().map(Hole::key).toArray(String[]::new))
                .param("firsts", holes.stream().mapToLong(Hole::first).toArray())
                .param("place", place)
                .param("sequence", sequence)
                .param("rowsMax", rowsMax)
                .query((row, _) -> new Placed(row.getLong("place"), row(outbox, row)))
                .list();
    }

    /** @param from every row that was created before is known not to wait */
    Waiting waiting(String outbox, Instant from, int countMax) {
        var began = oldestTransaction.began().toInstant();
        return jdbc.sql(of(WAITING, outbox))
                .param("from", at(from))
                .param("countMax", countMax)
                .query((row, _) -> waiting(row, began))
                .single();
    }

    private static Waiting waiting(ResultSet row, Instant oldestTransaction) throws SQLException {
        var rows = row.getLong("rows");
        if (rows == 0) {
            return new Waiting(0, 0, oldestTransaction);
        }
        var oldest = instant(row, "oldest");
        var age = Duration.between(oldest, instant(row, "now"));
        return new Waiting(rows, age.toMillis() / 1e3, oldest.isBefore(oldestTransaction) ? oldest : oldestTransaction);
    }

    private static OutboxRow row(String outbox, ResultSet row) throws SQLException {
        return new OutboxRow(
                outbox.substring(0, outbox.indexOf('.')),
                row.getObject("id", UUID.class),
                row.getString("topic"),
                row.getString("message_key"),
                row.getString("type"),
                row.getString("source"),
                row.getLong("sequence"),
                instant(row, "occurred_at"),
                row.getString("traceparent"),
                row.getString("payload"),
                instant(row, "created_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}

package dev.colophon.wordpresspublisher.ledger;

import static dev.colophon.wordpresspublisher.ledger.Columns.instantOrNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How much work the ledger holds, read at most once in a while however many gauges ask. Entries at rest are not counted, so
 * the figures cost what waits and not what was ever published.
 */
@Component
public class WorkFigures {

    private static final Duration KEPT = Duration.ofSeconds(10);

    private static final String OPEN = """
            SELECT count(*) FILTER (WHERE late) AS due, min(free_at) FILTER (WHERE late) AS oldest,
                   count(*) FILTER (WHERE failures > 1 AND NOT given_up) AS repeated,
                   count(*) FILTER (WHERE unsettled_at IS NOT NULL) AS unconfirmed,
                   (SELECT count(*) FROM ledger WHERE given_up AND last_kind = 'parked') AS parked
            FROM (SELECT l.failures, l.given_up, l.unsettled_at, greatest(l.due_at, l.lease_until) AS free_at,
                         greatest(l.due_at, l.lease_until) <= clock_timestamp()
                           AND s.suspended_since IS NULL AND s.circuit = 'closed'
                           AND (s.paced_until IS NULL OR s.paced_until < clock_timestamp() - interval '1 minute') AS late
                  FROM ledger l JOIN site_state s ON s.site_id = l.site_id WHERE l.due_at IS NOT NULL) open
            """;

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private Work work = new Work(0, null, 0, 0, 0);
    private Instant readAt = Instant.MIN;

    WorkFigures(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What stood in the ledger at most ten seconds ago. */
    public synchronized Work now() {
        if (readAt.isBefore(clock.instant().minus(KEPT))) {
            work = jdbc.sql(OPEN)
                    .query((row, _) -> new Work(
                            row.getLong("due"),
                            instantOrNull(row, "oldest"),
                            row.getLong("repeated"),
                            row.getLong("unconfirmed"),
                            row.getLong("parked")))
                    .single();
            readAt = clock.instant();
        }
        return work;
    }
}

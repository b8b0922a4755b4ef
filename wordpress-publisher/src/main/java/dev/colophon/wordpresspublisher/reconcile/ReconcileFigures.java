package dev.colophon.wordpresspublisher.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Figures of the last walk of each site, read at most once in a while however many gauges ask. */
@Component
class ReconcileFigures {

    private static final Duration KEPT = Duration.ofSeconds(10);

    private static final String OPEN = """
            SELECT f.kind, count(*) AS count FROM (
              SELECT DISTINCT ON (site_id) id FROM reconcile_run WHERE state = 'completed' ORDER BY site_id, started_at DESC) r
            JOIN reconcile_finding f ON f.run_id = r.id GROUP BY f.kind
            """;

    /** A site that was never walked counts from its first story on; one of another platform, which never is, does not. */
    private static final String OLDEST = """
            SELECT extract(epoch FROM clock_timestamp() - min(coalesce(last.at, first.at))) FROM site_state s
            CROSS JOIN LATERAL (SELECT max(started_at) AS at FROM reconcile_run r
                                WHERE r.site_id = s.site_id AND r.state = 'completed') last
            CROSS JOIN LATERAL (SELECT min(inbox_at) AS at FROM ledger l
                                WHERE last.at IS NULL AND l.site_id = s.site_id) first
            WHERE s.suspended_since IS NULL
              AND NOT EXISTS (SELECT FROM publish_api.site_access_v1 v WHERE v.site_id = s.site_id AND v.platform <> 'wordpress')
            """;

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private Map<String, Long> open = Map.of();
    private Instant readAt = Instant.EPOCH;

    ReconcileFigures(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    double oldestWalkSeconds() {
        return jdbc.sql(OLDEST)
                .query((row, _) -> row.getObject(1) == null ? Double.NaN : row.getDouble(1))
                .single();
    }

    synchronized double open(FindingKind kind) {
        if (clock.instant().isAfter(readAt.plus(KEPT))) {
            Map<String, Long> counted = new HashMap<>();
            jdbc.sql(OPEN).query(row -> {
                counted.put(row.getString("kind"), row.getLong("count"));
            });
            open = Map.copyOf(counted);
            readAt = clock.instant();
        }
        return open.getOrDefault(kind.word(), 0L);
    }
}

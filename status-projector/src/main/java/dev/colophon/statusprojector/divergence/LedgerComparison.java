package dev.colophon.statusprojector.divergence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Compares the projection with what the publisher's ledger shows through its view. Only rows that have stood still for a while
 * are compared: between the two lies a road.
 */
@Component
class LedgerComparison {

    /**
     * A status that rests on requests alone has no entry to be compared with, nor has one at a site of another platform. Compared
     * null-safe: a row that is missing on one side is a finding, not a null.
     */
    private static final String PAIRS = """
            WITH pair AS (
              SELECT coalesce(s.publication_id, l.publication_id) AS publication_id, coalesce(s.site_id, l.site_id) AS site_id,
                CASE WHEN s.publication_id IS NULL THEN 'MISSING' WHEN l.publication_id IS NULL THEN 'SURPLUS'
                     WHEN l.generation IS DISTINCT FROM s.generation
                       OR (l.remote_state IS NOT DISTINCT FROM 'PUBLIC') <> (s.status = 'published')
                       OR (l.remote_state IS NOT DISTINCT FROM 'REMOVED') <> (s.status = 'removed')
                       OR (s.status = 'published' AND (s.external_id IS DISTINCT FROM l.remote_id::text
                            OR s.external_url IS DISTINCT FROM l.remote_link
                            OR s.published_revision IS DISTINCT FROM l.observed_revision))
                       OR s.requested_revision < l.revision THEN 'CHANGED' END AS kind,
                s.status, s.generation, s.external_id, s.published_revision, l.remote_state, l.generation AS ledger_generation,
                l.remote_id, l.observed_revision, coalesce(l.receipt_sequence, 0) AS told, log.held, log.last
              FROM publication_status s
              FULL JOIN wordpress_publisher.ledger_state_v1 l USING (publication_id)
              CROSS JOIN LATERAL (
                SELECT count(DISTINCT e.ledger_sequence) FILTER (WHERE e.ledger_sequence <= coalesce(l.receipt_sequence, 0)) AS held,
                       coalesce(max(e.ledger_sequence), 0) AS last
                FROM publication_event e
                WHERE e.publication_id = coalesce(s.publication_id, l.publication_id) AND e.source = 'receipt') log
              WHERE coalesce(s.updated_at, '-infinity') <= :still
                AND coalesce(l.last_receipt_at, l.inbox_at, '-infinity') <= :still
                AND (l.publication_id IS NOT NULL OR (log.last > 0 AND NOT EXISTS (
                  SELECT FROM publication_event r WHERE r.publication_id = s.publication_id AND r.source = 'request'
                    AND r.detail ->> 'platform' <> 'wordpress')))
            )
            """;

    private static final String COUNTS = PAIRS + """
            SELECT count(*) AS compared, count(*) FILTER (WHERE kind = 'CHANGED') AS changed,
              count(*) FILTER (WHERE kind = 'MISSING') AS missing, count(*) FILTER (WHERE kind = 'SURPLUS') AS surplus
            FROM pair
            """;

    private static final String DIFFERING =
            PAIRS + "SELECT * FROM pair WHERE kind IS NOT NULL ORDER BY publication_id LIMIT :limit";

    private final JdbcClient jdbc;
    private final TransactionTemplate snapshot;

    LedgerComparison(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /**
     * @param still rows that have changed since are left out
     * @param findings how many to name, of those that are counted
     */
    Compared compare(Instant still, int findings) {
        var at = still.atOffset(ZoneOffset.UTC);
        return snapshot.execute(_ -> new Compared(
                jdbc.sql(COUNTS)
                        .param("still", at)
                        .query((row, _) -> new Tally.Counts(
                                row.getLong("compared"),
                                row.getLong("changed"),
                                row.getLong("missing"),
                                row.getLong("surplus")))
                        .single(),
                jdbc.sql(DIFFERING)
                        .param("still", at)
                        .param("limit", findings)
                        .query((row, _) -> divergence(row))
                        .list()));
    }

    private static Divergence divergence(ResultSet row) throws SQLException {
        return new Divergence(
                row.getObject("publication_id", UUID.class),
                row.getObject("site_id", UUID.class),
                Divergence.Kind.valueOf(row.getString("kind")),
                "the status is %s (generation %s, post %s, revision %s), the ledger says %s (generation %s, post %s, revision %s)"
                        .formatted(
                                row.getString("status"),
                                row.getString("generation"),
                                row.getString("external_id"),
                                row.getString("published_revision"),
                                remote(row.getString("remote_state")),
                                row.getString("ledger_generation"),
                                row.getString("remote_id"),
                                row.getString("observed_revision")),
                cause(row.getLong("told"), row.getLong("held"), row.getLong("last")));
    }

    private static String remote(@Nullable String state) {
        return state == null ? "no post" : state;
    }

    /**
     * @param told how many receipts the ledger has told
     * @param held how many of those the log holds
     * @param last the highest number that the log holds
     */
    static Cause cause(long told, long held, long last) {
        if (last > told) {
            return Cause.LEDGER_OLDER;
        }
        return held < told ? Cause.RECEIPTS_MISSING : Cause.PROJECTION_WRONG;
    }

    /** What a comparison came to. */
    record Compared(Tally.Counts counts, List<Divergence> findings) {}
}

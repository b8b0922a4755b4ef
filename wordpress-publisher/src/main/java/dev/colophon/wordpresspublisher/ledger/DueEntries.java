package dev.colophon.wordpresspublisher.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What of the ledger is due: which sites have some, who gets it under a lease, and when there will be more. Opens no transaction.
 * A lease makes the entry's fencing token grow, so that an earlier holder writes nothing any more.
 */
@Component
public class DueEntries {

    private static final String LOCK_SITES_WITH_WORK = """
            SELECT s.site_id FROM site_state s
            WHERE s.circuit = 'closed' AND (s.paced_until IS NULL OR s.paced_until <= clock_timestamp())
              AND EXISTS (SELECT FROM ledger d WHERE d.site_id = s.site_id AND d.due_at <= clock_timestamp()
                          AND (d.lease_until IS NULL OR d.lease_until <= clock_timestamp()))
            ORDER BY random() LIMIT :limit FOR NO KEY UPDATE OF s SKIP LOCKED
            """;

    private static final String LOCK_SITES_TO_PROBE = """
            SELECT s.site_id FROM site_state s
            WHERE s.circuit <> 'closed' AND s.circuit_until <= clock_timestamp()
              AND EXISTS (SELECT FROM ledger d WHERE d.site_id = s.site_id AND d.due_at <= clock_timestamp()
                          AND (d.lease_until IS NULL OR d.lease_until <= clock_timestamp()))
            ORDER BY s.circuit_until LIMIT :limit FOR NO KEY UPDATE OF s SKIP LOCKED
            """;

    private static final String LEASE = """
            UPDATE ledger SET
              lease_until = clock_timestamp() + :lease * interval '1 millisecond', claimed_by = :worker,
              fencing_token = fencing_token + 1,
              attempts = attempts + CASE WHEN given_up OR settled_revision IS NOT DISTINCT FROM revision THEN 0 ELSE 1 END
            """;

    /**
     * Materialized: as a join the selection may be run once for each row, and each run would lock its limit of rows anew. A site with
     * a pace gives at most what a second of it is worth, and then rests for as long as the visits are worth.
     */
    private static final String CLAIM = """
            WITH due AS MATERIALIZED (
              SELECT l.publication_id, s.site_id FROM site_state s CROSS JOIN LATERAL (
                SELECT d.publication_id FROM ledger d
                WHERE d.site_id = s.site_id AND d.due_at <= clock_timestamp()
                  AND (d.lease_until IS NULL OR d.lease_until <= clock_timestamp())
                ORDER BY d.due_at
                LIMIT least(CASE WHEN s.max_visits_per_minute IS NOT NULL THEN greatest(1, s.max_visits_per_minute / 60) END,
                  greatest(0, s.max_concurrency
                  - (SELECT count(*) FROM ledger b WHERE b.site_id = s.site_id AND b.lease_until > clock_timestamp())))
                FOR UPDATE OF d SKIP LOCKED) l
              WHERE s.site_id IN (:sites) LIMIT :limit),
            paced AS (
              UPDATE site_state s SET paced_until = clock_timestamp() + c.visits * interval '1 minute' / s.max_visits_per_minute
              FROM (SELECT site_id, count(*) AS visits FROM due GROUP BY site_id) c
              WHERE s.site_id = c.site_id AND s.max_visits_per_minute IS NOT NULL)
            """ + LEASE + """
            WHERE publication_id IN (SELECT publication_id FROM due)
            RETURNING *, clock_timestamp() AS claimed_at
            """;

    /** The entry with the fewest failures: one that has failed often may be what the site fails at. */
    private static final String PROBE = LEASE + """
            WHERE publication_id = (
              SELECT d.publication_id FROM ledger d
              WHERE d.site_id = :site AND d.due_at <= clock_timestamp()
                AND (d.lease_until IS NULL OR d.lease_until <= clock_timestamp())
              ORDER BY d.failures, d.due_at LIMIT 1 FOR UPDATE OF d SKIP LOCKED)
            RETURNING *, clock_timestamp() AS claimed_at
            """;

    private static final String NEXT_WORK = """
            SELECT (extract(epoch FROM least(
              (SELECT min(due_at) FROM ledger l WHERE due_at IS NOT NULL AND lease_until IS NULL AND NOT EXISTS (
                SELECT FROM site_state s WHERE s.site_id = l.site_id AND s.circuit <> 'closed')),
              (SELECT min(greatest(due_at, lease_until)) FROM ledger l WHERE due_at IS NOT NULL AND lease_until IS NOT NULL
                AND NOT EXISTS (SELECT FROM site_state s WHERE s.site_id = l.site_id AND s.circuit <> 'closed')),
              (SELECT min(greatest(s.circuit_until, d.due_at)) FROM site_state s CROSS JOIN LATERAL (
                SELECT min(due_at) AS due_at FROM ledger WHERE site_id = s.site_id AND due_at IS NOT NULL) d
                WHERE s.circuit <> 'closed' AND d.due_at IS NOT NULL))
              - clock_timestamp()) * 1000)::bigint
            """;

    private final JdbcClient jdbc;

    DueEntries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Locks the sites that have due entries, so that their caps hold; sites that another claimer holds are left to it. */
    public List<UUID> lockSitesWithWork(int limit) {
        return jdbc.sql(LOCK_SITES_WITH_WORK)
                .param("limit", limit)
                .query((row, _) -> row.getObject("site_id", UUID.class))
                .list();
    }

    /** The same of sites that are left alone and whose time for a probe has come. */
    public List<UUID> lockSitesToProbe(int limit) {
        return jdbc.sql(LOCK_SITES_TO_PROBE)
                .param("limit", limit)
                .query((row, _) -> row.getObject("site_id", UUID.class))
                .list();
    }

    /** Leases one due entry of this site, whatever its cap. */
    public Optional<Leased> claimProbe(UUID site, String worker, Duration lease) {
        return jdbc.sql(PROBE)
                .param("site", site)
                .param("worker", worker)
                .param("lease", lease.toMillis())
                .query(new LeasedMapper())
                .optional();
    }

    /** Leases due entries of these sites, at most {@code limit} and per site up to its cap. */
    public List<Leased> claim(List<UUID> sites, int limit, String worker, Duration lease) {
        return jdbc.sql(CLAIM)
                .param("sites", sites)
                .param("limit", limit)
                .param("worker", worker)
                .param("lease", lease.toMillis())
                .query(new LeasedMapper())
                .list();
    }

    /** The time until an entry is due and free, zero or less if one is now; empty if none ever will be. */
    public Optional<Duration> untilNextWork() {
        return jdbc.sql(NEXT_WORK).query(Long.class).optional().map(Duration::ofMillis);
    }
}

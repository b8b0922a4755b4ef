package dev.colophon.wordpresspublisher.operations;

import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The sites that something was ever wanted at, or that were tried out: whether they can be spoken to, and what stands or waits there. */
@Component
class SiteOverview {

    private static final String READ = """
            SELECT k.site_id, v.site_key, v.base_url, coalesce(v.state, 'unknown') AS state, s.suspended_since,
              s.suspension_code, s.suspension_detail, coalesce(s.circuit, 'closed') AS circuit, s.circuit_code, s.circuit_until, s.strategy,
              s.strategy_found_at, t.tried_at, t.usable, t.failed_checks, t.failed_codes, l.*, r.last_walk
            FROM (SELECT site_id FROM site_state UNION SELECT site_id FROM site_trial WHERE tried_at IS NOT NULL) k
            LEFT JOIN site_state s ON s.site_id = k.site_id
            LEFT JOIN site_trial t ON t.site_id = k.site_id AND t.tried_at IS NOT NULL
            LEFT JOIN publish_api.site_access_v1 v ON v.site_id = k.site_id
            CROSS JOIN LATERAL (
              SELECT count(*) AS entries,
                count(*) FILTER (WHERE remote_state = 'PUBLIC') AS public,
                count(*) FILTER (WHERE remote_state = 'HELD') AS held,
                count(*) FILTER (WHERE remote_state = 'REMOVED') AS removed,
                count(*) FILTER (WHERE remote_state = 'RESERVED') AS reserved,
                count(*) FILTER (WHERE due_at <= clock_timestamp() AND NOT given_up) AS due,
                count(*) FILTER (WHERE due_at > clock_timestamp() AND NOT given_up) AS later,
                count(*) FILTER (WHERE given_up) AS given_up
              FROM ledger WHERE ledger.site_id = k.site_id) l
            CROSS JOIN LATERAL (SELECT max(started_at) AS last_walk FROM reconcile_run
                                WHERE reconcile_run.site_id = k.site_id AND state = 'completed') r
            WHERE CAST(:after AS uuid) IS NULL OR k.site_id > CAST(:after AS uuid)
            ORDER BY k.site_id LIMIT :limit
            """;

    private final JdbcClient jdbc;

    SiteOverview(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A site.
     *
     * @param state as its administrator says: active, suspended; unknown where the site is not registered any more
     * @param suspendedSince since when we are not known there, null while we are
     * @param circuit closed while the site answers, open or half_open while it does not
     * @param strategy how new posts are made there, as it was found at {@code strategyFoundAt}: stock, or companion_key; null
     *     where it was never asked
     * @param trial how it was found when it was last tried out; null where it never was
     */
    record SiteResource(
            UUID siteId,
            @Nullable String key,
            @Nullable String baseUrl,
            String state,
            @Nullable OffsetDateTime suspendedSince,
            @Nullable String suspensionCode,
            @Nullable String suspensionDetail,
            String circuit,
            @Nullable String circuitCode,
            @Nullable OffsetDateTime circuitUntil,
            @Nullable String strategy,
            @Nullable OffsetDateTime strategyFoundAt,
            Counts counts,
            @Nullable OffsetDateTime lastReconciledAt,
            @Nullable LastTrial trial) {}

    /** Entries by what is on record, and by what waits. */
    record Counts(
            long entries,
            long publicPosts,
            long held,
            long removed,
            long reserved,
            long due,
            long later,
            long givenUp) {}

    /** A page of the sites in the order of their ids, those after the given one. */
    List<SiteResource> read(@Nullable UUID after, int limit) {
        return jdbc.sql(READ)
                .param("after", after, Types.OTHER)
                .param("limit", limit)
                .query((row, _) -> new SiteResource(
                        row.getObject("site_id", UUID.class),
                        row.getString("site_key"),
                        row.getString("base_url"),
                        row.getString("state"),
                        row.getObject("suspended_since", OffsetDateTime.class),
                        row.getString("suspension_code"),
                        row.getString("suspension_detail"),
                        row.getString("circuit"),
                        row.getString("circuit_code"),
                        row.getObject("circuit_until", OffsetDateTime.class),
                        row.getString("strategy"),
                        row.getObject("strategy_found_at", OffsetDateTime.class),
                        new Counts(
                                row.getLong("entries"),
                                row.getLong("public"),
                                row.getLong("held"),
                                row.getLong("removed"),
                                row.getLong("reserved"),
                                row.getLong("due"),
                                row.getLong("later"),
                                row.getLong("given_up")),
                        row.getObject("last_walk", OffsetDateTime.class),
                        LastTrial.of(row)))
                .list();
    }
}

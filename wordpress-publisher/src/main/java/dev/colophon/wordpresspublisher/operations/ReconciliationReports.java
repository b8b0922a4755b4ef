package dev.colophon.wordpresspublisher.operations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the audit trail of reconciliations, and what has become of each finding since. */
@Component
class ReconciliationReports {

    private static final String RUNS = """
            SELECT id, site_id, operator, scheduled, dry_run, overwrite_edits, sweep, from_receipts, resumed_from, state,
              problem_code, problem_detail, requests, entries, in_order, posts, started_at, ended_at FROM reconcile_run
            """;

    private static final String RUN = RUNS + "WHERE site_id = :site AND id = :id";

    private static final String LATEST = RUNS + "WHERE site_id = :site ORDER BY started_at DESC LIMIT 50";

    private static final String COUNTS = """
            SELECT kind, evidence, action, result, count(*) AS count FROM reconcile_finding WHERE run_id = :run
            GROUP BY kind, evidence, action, result ORDER BY kind, evidence, action, result
            """;

    private static final String FINDINGS = """
            SELECT f.number, f.kind, f.evidence, f.publication_id, f.generation, f.post_id, f.on_record, f.seen, f.conclusion,
              f.action, f.result, f.found_at,
              CASE WHEN l.publication_id IS NOT NULL THEN coalesce(l.remote_state, 'NONE')
                || CASE WHEN l.settled_revision = l.revision THEN ''
                        WHEN l.given_up OR l.due_at IS NULL THEN ', ' || coalesce(l.last_kind || ' ' || l.last_code, 'waits')
                        ELSE ', due' END END AS now,
              f.result = 'done' AND f.action IN ('look_again', 'adopt')
                AND (l.fencing_token = f.fencing_token OR l.lease_until > clock_timestamp()) AS visit_pending
            FROM reconcile_finding f LEFT JOIN ledger l ON l.publication_id = f.publication_id
            WHERE f.run_id = :run AND f.number > :after
              AND (CAST(:publication AS uuid) IS NULL OR f.publication_id = CAST(:publication AS uuid))
            ORDER BY f.number LIMIT :limit
            """;

    private static final String PENDING = """
            SELECT count(*) FROM reconcile_finding f JOIN ledger l ON l.publication_id = f.publication_id
            WHERE f.run_id = :run AND f.result = 'done' AND f.action IN ('look_again', 'adopt')
              AND (l.fencing_token = f.fencing_token OR l.lease_until > clock_timestamp())
            """;

    private final JdbcClient jdbc;

    ReconciliationReports(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A run, without its findings. */
    record RunResource(
            UUID id,
            UUID siteId,
            String operator,
            boolean scheduled,
            OrdersResource orders,
            @Nullable UUID resumedFrom,
            String state,
            @Nullable ProblemResource problem,
            int requests,
            int entries,
            int inOrder,
            int posts,
            OffsetDateTime startedAt,
            @Nullable OffsetDateTime endedAt) {}

    record OrdersResource(boolean dryRun, boolean overwriteEdits, boolean sweep, boolean fromReceipts) {}

    record ProblemResource(String code, String detail) {}

    /** How many findings of a kind, and what was done about them. */
    record CountResource(String kind, String evidence, String action, String result, long count) {}

    /**
     * One finding.
     *
     * @param now what the ledger holds of its publication at this moment, null where it has none
     * @param visitPending whether the visit that was asked for has not ended yet
     */
    record FindingResource(
            int number,
            String kind,
            String evidence,
            @Nullable UUID publicationId,
            @Nullable Integer generation,
            @Nullable Long postId,
            String onRecord,
            String seen,
            String conclusion,
            String action,
            String result,
            @Nullable String now,
            boolean visitPending,
            OffsetDateTime foundAt) {}

    Optional<RunResource> run(UUID site, UUID id) {
        return jdbc.sql(RUN)
                .param("site", site)
                .param("id", id)
                .query(ReconciliationReports::run)
                .optional();
    }

    List<RunResource> latest(UUID site) {
        return jdbc.sql(LATEST)
                .param("site", site)
                .query(ReconciliationReports::run)
                .list();
    }

    List<CountResource> counts(UUID run) {
        return jdbc.sql(COUNTS)
                .param("run", run)
                .query((row, _) -> new CountResource(
                        row.getString("kind"),
                        row.getString("evidence"),
                        row.getString("action"),
                        row.getString("result"),
                        row.getLong("count")))
                .list();
    }

    /** How many visits that this run asked for have not ended yet. */
    long visitsPending(UUID run) {
        return jdbc.sql(PENDING).param("run", run).query(Long.class).single();
    }

    /** @param publication of which alone; null: of all */
    List<FindingResource> findings(UUID run, @Nullable UUID publication, int after, int limit) {
        return jdbc.sql(FINDINGS)
                .param("run", run)
                .param("publication", publication, Types.OTHER)
                .param("after", after)
                .param("limit", limit)
                .query(ReconciliationReports::finding)
                .list();
    }

    private static RunResource run(ResultSet row, int number) throws SQLException {
        String code = row.getString("problem_code");
        return new RunResource(
                row.getObject("id", UUID.class),
                row.getObject("site_id", UUID.class),
                row.getString("operator"),
                row.getBoolean("scheduled"),
                new OrdersResource(
                        row.getBoolean("dry_run"),
                        row.getBoolean("overwrite_edits"),
                        row.getBoolean("sweep"),
                        row.getBoolean("from_receipts")),
                row.getObject("resumed_from", UUID.class),
                row.getString("state"),
                code == null ? null : new ProblemResource(code, row.getString("problem_detail")),
                row.getInt("requests"),
                row.getInt("entries"),
                row.getInt("in_order"),
                row.getInt("posts"),
                row.getObject("started_at", OffsetDateTime.class),
                row.getObject("ended_at", OffsetDateTime.class));
    }

    private static FindingResource finding(ResultSet row, int number) throws SQLException {
        return new FindingResource(
                row.getInt("number"),
                row.getString("kind"),
                row.getString("evidence"),
                row.getObject("publication_id", UUID.class),
                row.getObject("generation", Integer.class),
                row.getObject("post_id", Long.class),
                row.getString("on_record"),
                row.getString("seen"),
                row.getString("conclusion"),
                row.getString("action"),
                row.getString("result"),
                row.getString("now"),
                row.getBoolean("visit_pending"),
                row.getObject("found_at", OffsetDateTime.class));
    }
}

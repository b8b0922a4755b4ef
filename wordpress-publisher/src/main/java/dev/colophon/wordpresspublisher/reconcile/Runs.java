package dev.colophon.wordpresspublisher.reconcile;

import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.publication.SiteId;
import java.sql.Types;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The runs: who walked which site, how far, and how it ended. One at a time per site, by a unique index. Opens no transaction. */
@Component
class Runs {

    private static final String ABANDON = """
            UPDATE reconcile_run SET state = 'abandoned', ended_at = clock_timestamp(), alive_until = NULL
            WHERE site_id = :site AND state = 'running' AND alive_until < clock_timestamp()
            """;

    /** The last run by the same orders, if it did not reach the end. */
    private static final String UNFINISHED = """
            SELECT id, place FROM (
              SELECT id, place, state FROM reconcile_run
              WHERE site_id = :site AND scheduled = :scheduled AND (dry_run, overwrite_edits, sweep, from_receipts)
                = (:dryRun, :overwriteEdits, :sweep, :fromReceipts)
              ORDER BY started_at DESC LIMIT 1) last
            WHERE state IN ('paused', 'abandoned')
            """;

    private static final String BEGIN = """
            INSERT INTO reconcile_run (id, site_id, operator, scheduled, dry_run, overwrite_edits, sweep, from_receipts,
              resumed_from, state, place, alive_until)
            VALUES (:id, :site, :operator, :scheduled, :dryRun, :overwriteEdits, :sweep, :fromReceipts, :resumedFrom,
              'running', :place, clock_timestamp() + :silent * interval '1 millisecond')
            ON CONFLICT DO NOTHING
            """;

    private static final String MOVE = """
            UPDATE reconcile_run SET place = :place, alive_until = clock_timestamp() + :silent * interval '1 millisecond',
              requests = :requests, entries = :entries, in_order = :inOrder, posts = :posts
            WHERE id = :id AND state = 'running'
            """;

    private static final String END = """
            UPDATE reconcile_run SET state = :state, ended_at = clock_timestamp(), alive_until = NULL,
              problem_code = :code, problem_detail = :detail
            WHERE id = :id AND state = 'running'
            """;

    /** Of another platform is none for us to walk. */
    private static final String DUE_SITES = """
            SELECT s.site_id FROM site_state s
            LEFT JOIN LATERAL (SELECT max(started_at) AS at FROM reconcile_run r
                               WHERE r.site_id = s.site_id AND r.scheduled) last ON true
            WHERE s.suspended_since IS NULL AND s.circuit = 'closed'
              AND NOT EXISTS (SELECT FROM reconcile_run r WHERE r.site_id = s.site_id AND r.state = 'running'
                              AND r.alive_until > clock_timestamp())
              AND EXISTS (SELECT FROM ledger l WHERE l.site_id = s.site_id)
              AND NOT EXISTS (SELECT FROM publish_api.site_access_v1 v WHERE v.site_id = s.site_id AND v.platform <> 'wordpress')
              AND coalesce(last.at, 'epoch') < clock_timestamp() - :every * interval '1 millisecond'
            ORDER BY last.at NULLS FIRST, s.site_id LIMIT :limit
            """;

    private static final String FORGET = """
            DELETE FROM reconcile_run WHERE id IN (
              SELECT r.id FROM reconcile_run r WHERE r.site_id = :site AND r.state <> 'running'
                AND (r.started_at < clock_timestamp() - :keep * interval '1 millisecond'
                     OR (r.scheduled AND r.started_at < clock_timestamp() - :keepQuiet * interval '1 millisecond'
                         AND NOT EXISTS (SELECT FROM reconcile_finding f WHERE f.run_id = r.id)))
              ORDER BY r.started_at LIMIT 1000)
            """;

    private final JdbcClient jdbc;
    private final ReconcileProperties properties;

    Runs(JdbcClient jdbc, ReconcileProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    /** How a run is asked for. */
    record Asked(SiteId site, String operator, boolean scheduled, Orders orders) {}

    /** How far a run has come. */
    record Progress(Place place, int requests, int entries, int inOrder, int posts) {}

    private record Unfinished(UUID id, String place) {}

    /** Begins a run where the last one by the same orders was broken off, else from the beginning. Empty: one is under way. */
    Optional<Run> begin(UUID id, Asked asked) {
        jdbc.sql(ABANDON).param("site", asked.site().value()).update();
        Optional<Unfinished> earlier = unfinished(asked);
        Place place = Place.of(earlier.map(Unfinished::place).orElse(null));
        int begun = jdbc.sql(BEGIN)
                .param("id", id)
                .param("site", asked.site().value())
                .param("operator", asked.operator())
                .param("scheduled", asked.scheduled())
                .param("dryRun", asked.orders().dryRun())
                .param("overwriteEdits", asked.orders().overwriteEdits())
                .param("sweep", asked.orders().sweep())
                .param("fromReceipts", asked.orders().fromReceipts())
                .param("resumedFrom", earlier.map(Unfinished::id).orElse(null), Types.OTHER)
                .param("place", place.words())
                .param("silent", properties.silentFor().toMillis())
                .update();
        return begun == 1 ? Optional.of(new Run(id, asked.site(), asked.orders(), place)) : Optional.empty();
    }

    /** Notes how far it is. False: the run was taken for dead, and must stop. */
    boolean move(Run run, Progress progress) {
        return jdbc.sql(MOVE)
                        .param("id", run.id())
                        .param("place", progress.place().words())
                        .param("silent", properties.silentFor().toMillis())
                        .param("requests", progress.requests())
                        .param("entries", progress.entries())
                        .param("inOrder", progress.inOrder())
                        .param("posts", progress.posts())
                        .update()
                == 1;
    }

    /** Ends it: completed, paused, or stopped by the problem. */
    void end(Run run, String state, @Nullable Problem problem) {
        jdbc.sql(END)
                .param("id", run.id())
                .param("state", state)
                .param("code", problem == null ? null : problem.code(), Types.VARCHAR)
                .param("detail", problem == null ? null : problem.detail(), Types.VARCHAR)
                .update();
    }

    /** Sites whose next walk by itself is due, the longest waiting first. */
    List<SiteId> due(Duration every, int limit) {
        return jdbc.sql(DUE_SITES)
                .param("every", every.toMillis())
                .param("limit", limit)
                .query((row, _) -> new SiteId(row.getObject("site_id", UUID.class)))
                .list();
    }

    /** Drops what need not be kept any longer. */
    void forgetOld(SiteId site) {
        jdbc.sql(FORGET)
                .param("site", site.value())
                .param("keep", properties.keep().toMillis())
                .param("keepQuiet", properties.keepQuiet().toMillis())
                .update();
    }

    private Optional<Unfinished> unfinished(Asked asked) {
        return jdbc.sql(UNFINISHED)
                .param("site", asked.site().value())
                .param("scheduled", asked.scheduled())
                .param("dryRun", asked.orders().dryRun())
                .param("overwriteEdits", asked.orders().overwriteEdits())
                .param("sweep", asked.orders().sweep())
                .param("fromReceipts", asked.orders().fromReceipts())
                .query((row, _) -> new Unfinished(row.getObject("id", UUID.class), row.getString("place")))
                .optional();
    }
}

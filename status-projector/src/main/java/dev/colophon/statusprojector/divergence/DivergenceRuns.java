package dev.colophon.statusprojector.divergence;

import dev.colophon.statusprojector.divergence.Divergence.Kind;
import dev.colophon.statusprojector.divergence.Tally.Counts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The comparisons that were made, and a sample of what they found. Opens no transaction. */
@Repository
class DivergenceRuns {

    private static final Duration SILENT = Duration.ofMinutes(5);

    /** A run whose process died would bar all others for ever. */
    private static final String STOP_SILENT = """
            UPDATE divergence_run SET state = 'stopped', finished_at = :now, problem = 'the process that ran it is gone'
            WHERE state = 'running' AND alive_at < :before
            """;

    private static final String BEGIN = """
            INSERT INTO divergence_run (id, comparison, scope, operator, state, started_at, alive_at)
            VALUES (:id, :comparison, :scope, :operator, 'running', :now, :now)
            ON CONFLICT (comparison) WHERE state = 'running' DO NOTHING
            """;

    private static final String PROGRESS = """
            UPDATE divergence_run SET compared = :compared, changed = :changed, missing = :missing, surplus = :surplus,
              place = :place, alive_at = :now WHERE id = :id AND state = 'running'
            """;

    private static final String END = """
            UPDATE divergence_run SET compared = :compared, changed = :changed, missing = :missing, surplus = :surplus,
              state = :state, problem = :problem, finished_at = :now, alive_at = :now WHERE id = :id AND state = 'running'
            """;

    private static final String PUT_FINDING = """
            INSERT INTO divergence_finding (run_id, number, publication_id, site_id, kind, what, cause)
            VALUES (:run, :number, :publication, :site, :kind, :what, :cause)
            """;

    private static final String OF_ID = "SELECT * FROM divergence_run WHERE id = :id";

    private static final String NEWEST = """
            SELECT DISTINCT ON (comparison) * FROM divergence_run
            WHERE state = 'completed' ORDER BY comparison, started_at DESC, id
            """;

    private static final String FINDINGS = "SELECT * FROM divergence_finding WHERE run_id = :run ORDER BY number";

    private static final String SUSPECTS = """
            SELECT f.publication_id FROM divergence_finding f
            WHERE f.run_id = (SELECT id FROM divergence_run WHERE comparison = 'fold' AND state = 'completed'
                              ORDER BY started_at DESC, id LIMIT 1)
            ORDER BY f.number LIMIT :limit
            """;

    private static final String FORGET = """
            DELETE FROM divergence_run WHERE id IN (
              SELECT id FROM divergence_run WHERE started_at < :before AND state <> 'running'
                AND id NOT IN (SELECT DISTINCT ON (comparison) id FROM divergence_run
                               WHERE state = 'completed' ORDER BY comparison, started_at DESC, id)
              ORDER BY started_at LIMIT 500)
            """;

    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations batches;

    DivergenceRuns(JdbcClient jdbc, NamedParameterJdbcOperations batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** False: another one of this comparison is running. */
    boolean begin(UUID id, Comparison comparison, String scope, @Nullable String operator, Instant now) {
        jdbc.sql(STOP_SILENT)
                .param("now", utc(now))
                .param("before", utc(now.minus(SILENT)))
                .update();
        return jdbc.sql(BEGIN)
                        .param("id", id)
                        .param("comparison", comparison.word())
                        .param("scope", scope)
                        .param("operator", operator, Types.VARCHAR)
                        .param("now", utc(now))
                        .update()
                == 1;
    }

    void progress(UUID id, Counts counts, UUID place, Instant now) {
        counted(jdbc.sql(PROGRESS), counts)
                .param("id", id)
                .param("place", place)
                .param("now", utc(now))
                .update();
    }

    /** @param problem null: it came to its end */
    void end(UUID id, Counts counts, List<Divergence> findings, @Nullable String problem, Instant now) {
        counted(jdbc.sql(END), counts)
                .param("id", id)
                .param("state", problem == null ? "completed" : "stopped")
                .param("problem", problem, Types.VARCHAR)
                .param("now", utc(now))
                .update();
        batches.batchUpdate(
                PUT_FINDING,
                IntStream.range(0, findings.size())
                        .mapToObj(i -> finding(id, i + 1, findings.get(i)))
                        .toArray(SqlParameterSource[]::new));
    }

    Optional<DivergenceRun> of(UUID id) {
        return jdbc.sql(OF_ID).param("id", id).query((row, _) -> run(row)).optional();
    }

    /** Of each comparison the newest that came to its end. */
    List<DivergenceRun> newest() {
        return jdbc.sql(NEWEST).query((row, _) -> run(row)).list();
    }

    List<Divergence> findings(UUID run) {
        return jdbc.sql(FINDINGS)
                .param("run", run)
                .query((row, _) -> new Divergence(
                        row.getObject("publication_id", UUID.class),
                        row.getObject("site_id", UUID.class),
                        Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                        row.getString("what"),
                        Cause.valueOf(row.getString("cause"))))
                .list();
    }

    /** What the newest sample found wrong: the next one looks again, or a find would be lost by chance. */
    List<UUID> suspects(int limit) {
        return jdbc.sql(SUSPECTS)
                .param("limit", limit)
                .query((row, _) -> row.getObject("publication_id", UUID.class))
                .list();
    }

    /** Bounded; the newest of each comparison stays. */
    void forget(Instant before) {
        jdbc.sql(FORGET).param("before", utc(before)).update();
    }

    private static JdbcClient.StatementSpec counted(JdbcClient.StatementSpec statement, Counts counts) {
        return statement
                .param("compared", counts.compared())
                .param("changed", counts.changed())
                .param("missing", counts.missing())
                .param("surplus", counts.surplus());
    }

    private static SqlParameterSource finding(UUID run, int number, Divergence divergence) {
        return new MapSqlParameterSource("run", run)
                .addValue("number", number)
                .addValue("publication", divergence.publication())
                .addValue("site", divergence.site(), Types.OTHER)
                .addValue("kind", divergence.kind().word())
                .addValue("what", divergence.what())
                .addValue("cause", divergence.cause().name());
    }

    private static DivergenceRun run(ResultSet row) throws SQLException {
        return new DivergenceRun(
                row.getObject("id", UUID.class),
                Comparison.of(row.getString("comparison")),
                row.getString("scope"),
                row.getString("operator"),
                row.getString("state"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                instant(row, "finished_at"),
                new Counts(
                        row.getLong("compared"),
                        row.getLong("changed"),
                        row.getLong("missing"),
                        row.getLong("surplus")),
                row.getObject("place", UUID.class),
                row.getString("problem"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}

package dev.colophon.statusprojector.check;

import static java.util.stream.Collectors.toMap;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the runs found, for a while, and how each check stands. Opens no transaction. */
@Repository
class CheckRuns {

    private static final String PUT_RUN = """
            INSERT INTO check_run (id, operator, started_at, finished_at, snapshot, problem)
            VALUES (:id, :operator, :startedAt, :finishedAt, :snapshot, :problem)
            """;

    private static final String PUT_RESULT = """
            INSERT INTO check_result (run_id, check_id, state, violations, duration_ms, problem)
            VALUES (:run, :check, :state, :violations, :durationMs, :problem)
            """;

    private static final String PUT_FINDING = """
            INSERT INTO check_finding (run_id, check_id, number, publication_id, site_id, what, since)
            VALUES (:run, :check, :number, :publication, :site, :what, :since)
            """;

    private static final String LOCK_STANDINGS = "SELECT * FROM integrity_check ORDER BY id FOR UPDATE";

    private static final String STANDINGS = "SELECT * FROM integrity_check WHERE NOT retired ORDER BY id";

    private static final String PUT_STANDING = """
            INSERT INTO integrity_check (id, severity, state, state_since, violations, problem, last_run_id,
              last_started_at, last_completed_at, first_seen_at, sequence)
            VALUES (:id, :severity, :state, :since, :violations, :problem, :run, :startedAt, :completedAt, :firstSeenAt,
              :sequence)
            ON CONFLICT (id) DO UPDATE SET severity = excluded.severity, retired = false, state = excluded.state,
              state_since = excluded.state_since, violations = excluded.violations, problem = excluded.problem,
              last_run_id = excluded.last_run_id, last_started_at = excluded.last_started_at,
              last_completed_at = excluded.last_completed_at, sequence = excluded.sequence
            """;

    private static final String RETIRE =
            "UPDATE integrity_check SET retired = id <> ALL (:known) WHERE retired <> (id <> ALL (:known))";

    /** The newest sample of each check, from the runs that are still kept. */
    private static final String FINDINGS = """
            SELECT f.* FROM integrity_check c JOIN check_finding f ON f.run_id = c.last_run_id AND f.check_id = c.id
            WHERE c.id = :check ORDER BY f.number
            """;

    /** Bounded: what one run does not forget, the next one will. What a check stands on is kept however old. */
    private static final String FORGET = """
            DELETE FROM check_run WHERE id IN (
              SELECT r.id FROM check_run r
              WHERE r.started_at < :before AND NOT EXISTS (SELECT FROM integrity_check c WHERE c.last_run_id = r.id)
              ORDER BY r.started_at LIMIT 500)
            """;

    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations batches;

    CheckRuns(JdbcClient jdbc, NamedParameterJdbcOperations batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    void put(CheckRun run) {
        jdbc.sql(PUT_RUN)
                .param("id", run.id())
                .param("operator", run.operator(), Types.VARCHAR)
                .param("startedAt", utc(run.startedAt()))
                .param("finishedAt", utc(run.finishedAt()))
                .param("snapshot", run.snapshot(), Types.VARCHAR)
                .param("problem", run.problem(), Types.VARCHAR)
                .update();
        batches.batchUpdate(PUT_RESULT, rows(run.results(), result -> result(run, result)));
        run.results().forEach(result -> putFindings(run, result));
    }

    private void putFindings(CheckRun run, CheckResult result) {
        var sample = result.sample();
        batches.batchUpdate(
                PUT_FINDING,
                IntStream.range(0, sample.size())
                        .mapToObj(i -> finding(run, result.check(), i + 1, sample.get(i)))
                        .toArray(SqlParameterSource[]::new));
    }

    /** How the checks stand, by id, locked until the transaction ends. */
    Map<String, Standing> lockStandings() {
        return jdbc.sql(LOCK_STANDINGS).query((row, _) -> standing(row)).list().stream()
                .collect(toMap(Standing::check, Function.identity()));
    }

    List<Standing> standings() {
        return jdbc.sql(STANDINGS).query((row, _) -> standing(row)).list();
    }

    void put(Standing standing, Severity severity, UUID run) {
        jdbc.sql(PUT_STANDING)
                .param("id", standing.check())
                .param("severity", severity.word())
                .param("state", standing.state().word())
                .param("since", utc(standing.since()))
                .param("violations", standing.violations(), Types.BIGINT)
                .param("problem", standing.problem(), Types.VARCHAR)
                .param("run", run)
                .param("startedAt", utc(standing.startedAt()))
                .param("completedAt", utc(standing.completedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("firstSeenAt", utc(standing.firstSeenAt()))
                .param("sequence", standing.sequence())
                .update();
    }

    /** A check without a file is history: it neither fails nor is missed. */
    void retireAllBut(Collection<String> known) {
        jdbc.sql(RETIRE).param("known", known.toArray(String[]::new)).update();
    }

    List<Finding> findings(String check) {
        return jdbc.sql(FINDINGS)
                .param("check", check)
                .query((row, _) -> new Finding(
                        row.getObject("publication_id", UUID.class),
                        row.getObject("site_id", UUID.class),
                        row.getString("what"),
                        instant(row, "since")))
                .list();
    }

    void forget(Instant before) {
        jdbc.sql(FORGET).param("before", utc(before)).update();
    }

    private static <T> SqlParameterSource[] rows(List<T> of, Function<T, SqlParameterSource> row) {
        return of.stream().map(row).toArray(SqlParameterSource[]::new);
    }

    private static SqlParameterSource result(CheckRun run, CheckResult result) {
        return new MapSqlParameterSource("run", run.id())
                .addValue("check", result.check().id())
                .addValue("state", result.state().word())
                .addValue("violations", result.violations(), Types.BIGINT)
                .addValue("durationMs", result.took().toMillis())
                .addValue("problem", result.problem(), Types.VARCHAR);
    }

    private static SqlParameterSource finding(CheckRun run, IntegrityCheck check, int number, Finding finding) {
        return new MapSqlParameterSource("run", run.id())
                .addValue("check", check.id())
                .addValue("number", number)
                .addValue("publication", finding.publication(), Types.OTHER)
                .addValue("site", finding.site(), Types.OTHER)
                .addValue("what", finding.what())
                .addValue("since", utc(finding.since()), Types.TIMESTAMP_WITH_TIMEZONE);
    }

    private static Standing standing(ResultSet row) throws SQLException {
        return new Standing(
                row.getString("id"),
                CheckState.of(row.getString("state")),
                known(row, "state_since"),
                row.getObject("violations", Long.class),
                row.getString("problem"),
                known(row, "last_started_at"),
                instant(row, "last_completed_at"),
                known(row, "first_seen_at"),
                row.getLong("sequence"));
    }

    private static Instant known(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(instant(row, column)).orElseThrow();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}

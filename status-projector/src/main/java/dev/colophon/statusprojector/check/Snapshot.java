package dev.colophon.statusprojector.check;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs checks in one snapshot of the primary that can only read: what they say, they say of the same moment. A check that
 * fails or takes too long takes no other one with it.
 */
@Component
class Snapshot {

    private static final String STANDING = """
            SELECT pg_is_in_recovery() AS recovery, pg_current_snapshot()::text AS snapshot,
              set_config('statement_timeout', :timeout, true)
            """;

    /** What has been bad for less than the grace may be on its way. A row that does not say since when counts. */
    private static final String BAD_ROWS = """
            SELECT bad.publication_id, bad.site_id, left(bad.what, 1000) AS what, bad.since, count(*) OVER () AS violations
            FROM (
            {check}
            ) AS bad WHERE coalesce(bad.since, '-infinity') <= :since
            ORDER BY bad.since NULLS FIRST, bad.publication_id LIMIT :sample
            """;

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final CheckProperties properties;
    private final TransactionTemplate snapshot;
    private final TransactionTemplate savepoint;

    Snapshot(
            JdbcClient jdbc, PlatformTransactionManager transactions, InstantSource clock, CheckProperties properties) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.properties = properties;
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.savepoint = new TransactionTemplate(transactions);
        savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** What the checks found, or why not; never an exception for what the database does. */
    Seen look(List<IntegrityCheck> checks, Instant now) {
        try {
            return snapshot.execute(_ -> lookInside(checks, now));
        } catch (DataAccessException | TransactionException e) {
            return Seen.nothing(checks, "the database did not answer: " + words(e));
        }
    }

    private Seen lookInside(List<IntegrityCheck> checks, Instant now) {
        var standing = jdbc.sql(STANDING)
                .param("timeout", String.valueOf(properties.statementTimeout().toMillis()))
                .query((row, _) -> new Standing(row.getBoolean("recovery"), row.getString("snapshot")))
                .single();
        if (standing.recovery()) {
            return Seen.nothing(checks, "DATABASE_IN_RECOVERY: a standby lags, what it shows proves nothing");
        }
        var end = clock.instant().plus(properties.budget());
        var results = new ArrayList<CheckResult>(checks.size());
        for (var check : checks) {
            results.add(
                    clock.instant().isBefore(end)
                            ? run(check, now)
                            : CheckResult.notRun(check, Duration.ZERO, "the run's time was used up before this check"));
        }
        return new Seen(standing.snapshot(), null, results);
    }

    private CheckResult run(IntegrityCheck check, Instant now) {
        var begun = clock.instant();
        try {
            return savepoint.execute(_ -> found(check, now, begun));
        } catch (DataAccessException e) {
            return CheckResult.notRun(check, since(begun), words(e));
        }
    }

    private CheckResult found(IntegrityCheck check, Instant now, Instant begun) {
        var rows = jdbc.sql(BAD_ROWS.replace("{check}", check.sql()))
                .param("since", now.minus(check.grace()).atOffset(ZoneOffset.UTC))
                .param("sample", properties.sample())
                .query((row, _) -> new Row(row.getLong("violations"), finding(row)))
                .list();
        long violations = rows.isEmpty() ? 0 : rows.getFirst().violations();
        return CheckResult.found(
                check, violations, rows.stream().map(Row::finding).toList(), since(begun));
    }

    private static Finding finding(ResultSet row) throws SQLException {
        var since = row.getObject("since", OffsetDateTime.class);
        return new Finding(
                row.getObject("publication_id", UUID.class),
                row.getObject("site_id", UUID.class),
                row.getString("what"),
                since == null ? null : since.toInstant());
    }

    private Duration since(Instant begun) {
        var took = Duration.between(begun, clock.instant());
        return took.isNegative() ? Duration.ZERO : took;
    }

    /** What the server says of its own tables and limits; what it would quote from a row stays there. */
    private static String words(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException refused && refused.getServerErrorMessage() != null) {
                var state = String.valueOf(refused.getSQLState());
                var quotesNoRow = state.startsWith("42") || state.startsWith("57");
                return quotesNoRow
                        ? state + " " + refused.getServerErrorMessage().getMessage()
                        : "SQLSTATE " + state;
            }
        }
        return e.getClass().getSimpleName();
    }

    private record Standing(boolean recovery, String snapshot) {}

    private record Row(long violations, Finding finding) {}

    /**
     * What a look came to.
     *
     * @param snapshot null if none could be had, for this problem
     */
    record Seen(@Nullable String snapshot, @Nullable String problem, List<CheckResult> results) {

        private static Seen nothing(List<IntegrityCheck> checks, String problem) {
            return new Seen(
                    null,
                    problem,
                    checks.stream()
                            .map(check -> CheckResult.notRun(check, Duration.ZERO, problem))
                            .toList());
        }
    }
}

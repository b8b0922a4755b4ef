package dev.colophon.statusprojector.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.postgres.PostgresServer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.test.context.TestPropertySource;

/** What the checks of a run see: one moment, read only. A check that could not look has not run, and is not good. */
@NullUnmarked
@TestPropertySource(properties = {"colophon.checks.statement-timeout=10s", "colophon.checks.budget=60s"})
class SnapshotTest extends CheckTest {

    private final CheckRuns runs;
    private final CheckProperties properties;
    private final PostgresServer postgres;

    SnapshotTest(@Autowired CheckRuns runs, @Autowired CheckProperties properties, PostgresServer postgres) {
        this.runs = runs;
        this.properties = properties;
        this.postgres = postgres;
    }

    @Test
    void all_checks_of_a_run_see_one_snapshot_that_can_only_read() {
        var snapshot = "SELECT NULL::uuid AS publication_id, NULL::uuid AS site_id, NULL::timestamptz AS since,"
                + " concat_ws(' ', pg_current_snapshot(), current_setting('transaction_isolation'),"
                + " current_setting('transaction_read_only'), current_user) AS what";

        var run = runChecks.run(List.of(MadeUpCheck.of("first", snapshot), MadeUpCheck.of("second", snapshot)), null);

        assertThat(run.results())
                .extracting(result -> result.sample().getFirst().what())
                .containsOnly(run.snapshot() + " repeatable read on status_projector");
    }

    @Test
    void a_check_that_would_write_is_refused_and_counts_as_failed() {
        world.superuser().execute("""
                CREATE OR REPLACE FUNCTION status_projector.plant() RETURNS text LANGUAGE sql
                AS $$ DELETE FROM status_projector.publication_status RETURNING status $$
                """);
        var writing = MadeUpCheck.of(
                "writing",
                "SELECT NULL::uuid AS publication_id, NULL::uuid AS site_id, now() AS since, plant() AS what");

        var result = runChecks.run(List.of(writing), null).results().getFirst();

        assertThat(result.state()).isEqualTo(CheckState.NOT_RUN);
        assertThat(result.problem()).contains("25006");
        world.superuser().execute("DROP FUNCTION status_projector.plant()");
    }

    @Test
    void a_check_that_fails_or_takes_too_long_counts_as_failed_and_takes_no_other_with_it() {
        var run = runChecks.run(
                List.of(
                        MadeUpCheck.of("missing", "SELECT * FROM wordpress_publisher.no_such_view"),
                        MadeUpCheck.of(
                                "slow",
                                "SELECT NULL::uuid AS publication_id, NULL::uuid AS site_id, now() AS since, pg_sleep(30)::text AS what"),
                        MadeUpCheck.of(
                                "denied",
                                "SELECT publication_id, site_id, now() AS since, '' AS what FROM wordpress_publisher.ledger"),
                        MadeUpCheck.of(
                                "quoting",
                                "SELECT NULL::uuid AS publication_id, NULL::uuid AS site_id, now() AS since, ('secret'::int)::text AS what"),
                        MadeUpCheck.finding("good", 1)),
                null);

        assertThat(run.results())
                .extracting(CheckResult::state)
                .containsExactly(
                        CheckState.NOT_RUN,
                        CheckState.NOT_RUN,
                        CheckState.NOT_RUN,
                        CheckState.NOT_RUN,
                        CheckState.ERROR);
        assertThat(run.results().get(0).problem()).startsWith("42P01 ").contains("no_such_view");
        assertThat(run.results().get(1).problem()).startsWith("57014 ");
        assertThat(run.results().get(2).problem()).startsWith("42501 ");
        assertThat(run.results().get(3).problem()).isEqualTo("SQLSTATE 22P02");
        assertThat(runs.standings()).extracting(Standing::check).containsExactly();
    }

    @Test
    void a_standby_is_refused_whole_and_asked_once_it_is_the_primary(@TempDir Path folder) {
        var standby = postgres.standby(folder);
        try (var connections = new SingleConnectionDataSource(
                standby.jdbcUrl() + "?currentSchema=status_projector", "status_projector", postgres.password(), true)) {
            var snapshot = new Snapshot(
                    JdbcClient.create(connections), new JdbcTransactionManager(connections), clock, properties);

            var seen = snapshot.look(List.of(MadeUpCheck.finding("good", 0)), clock.instant());
            assertThat(seen.snapshot()).isNull();
            assertThat(seen.problem()).startsWith("DATABASE_IN_RECOVERY");
            assertThat(seen.results()).extracting(CheckResult::state).containsExactly(CheckState.NOT_RUN);

            standby.promote();
            assertThat(snapshot.look(List.of(MadeUpCheck.finding("good", 0)), clock.instant())
                            .results())
                    .extracting(CheckResult::state)
                    .containsExactly(CheckState.OK);
        } finally {
            standby.kill();
        }
    }

    @Test
    void a_database_that_is_away_makes_no_check_good() {
        try (var nowhere = new SingleConnectionDataSource("jdbc:postgresql://127.0.0.1:1/colophon", "x", "y", true)) {
            var seen = new Snapshot(JdbcClient.create(nowhere), new JdbcTransactionManager(nowhere), clock, properties)
                    .look(checks.all(), clock.instant());

            assertThat(seen.results()).allMatch(result -> result.state() == CheckState.NOT_RUN);
        }
    }

    @Test
    void checks_for_which_no_time_is_left_have_not_run() {
        var now = new AtomicReference<>(Instant.parse("2026-11-24T12:00:00Z"));
        try (var connections = new SingleConnectionDataSource(
                postgres.jdbcUrl() + "?currentSchema=status_projector",
                "status_projector",
                postgres.password(),
                true)) {
            var snapshot = new Snapshot(
                    JdbcClient.create(connections),
                    new JdbcTransactionManager(connections),
                    () -> now.getAndUpdate(time -> time.plusSeconds(20)),
                    properties);

            var seen = snapshot.look(
                    List.of(
                            MadeUpCheck.finding("one", 0),
                            MadeUpCheck.finding("two", 0),
                            MadeUpCheck.finding("three", 0)),
                    Instant.EPOCH);

            assertThat(seen.results()).first().extracting(CheckResult::state).isEqualTo(CheckState.OK);
            assertThat(seen.results())
                    .last()
                    .satisfies(result -> assertThat(result.problem()).contains("used up"));
        }
    }
}

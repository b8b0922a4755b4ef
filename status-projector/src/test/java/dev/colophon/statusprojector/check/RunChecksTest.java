package dev.colophon.statusprojector.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.colophon.statusprojector.Contracts;
import dev.colophon.testkit.postgres.PostgresServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** How checks are run, kept and told: on a real PostgreSQL, as the service's own role. */
@NullUnmarked
@SpringBootTest(
        webEnvironment = WebEnvironment.NONE,
        properties = {
            "spring.kafka.listener.auto-startup=false",
            "COLOPHON_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1",
            "colophon.checks.statement-timeout=10s",
            "colophon.checks.sample=3",
            "colophon.checks.keep=2h"
        })
class RunChecksTest extends WorldTest {

    private static final String SCHEMA = "dev.colophon.integrity.changed.v1";

    private final RunChecks runChecks;
    private final RecordRun recordRun;
    private final IntegrityChecks checks;
    private final CheckRuns runs;
    private final DueWork dueWork;
    private final IntegrityMetrics metrics;
    private final MeterRegistry meters;
    private final JdbcTemplate service;
    private final PostgresServer postgres;

    RunChecksTest(
            @Autowired RunChecks runChecks,
            @Autowired RecordRun recordRun,
            @Autowired IntegrityChecks checks,
            @Autowired CheckRuns runs,
            @Autowired DueWork dueWork,
            @Autowired IntegrityMetrics metrics,
            @Autowired MeterRegistry meters,
            @Autowired JdbcTemplate service,
            PostgresServer postgres) {
        this.runChecks = runChecks;
        this.recordRun = recordRun;
        this.checks = checks;
        this.runs = runs;
        this.dueWork = dueWork;
        this.metrics = metrics;
        this.meters = meters;
        this.service = service;
        this.postgres = postgres;
    }

    @Test
    void all_checks_of_a_run_see_one_snapshot_that_can_only_read() {
        var snapshot = "SELECT NULL::uuid AS publication_id, NULL::uuid AS site_id, NULL::timestamptz AS since,"
                + " concat_ws(' ', pg_current_snapshot(), current_setting('transaction_isolation'),"
                + " current_setting('transaction_read_only'), current_user) AS what";

        var run = runChecks.run(List.of(check("first", snapshot), check("second", snapshot)), null);

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
        var writing = check(
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
                        check("missing", "SELECT * FROM wordpress_publisher.no_such_view"),
                        check(
                                "slow",
                                "SELECT NULL::uuid AS publication_id, NULL::uuid AS site_id, now() AS since, pg_sleep(30)::text AS what"),
                        check(
                                "denied",
                                "SELECT publication_id, site_id, now() AS since, '' AS what FROM wordpress_publisher.ledger"),
                        check(
                                "quoting",
                                "SELECT NULL::uuid AS publication_id, NULL::uuid AS site_id, now() AS since, ('secret'::int)::text AS what"),
                        check("good", bad(1))),
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
                    JdbcClient.create(connections), new JdbcTransactionManager(connections), clock, properties());

            var seen = snapshot.look(List.of(check("good", bad(0))), clock.instant());
            assertThat(seen.snapshot()).isNull();
            assertThat(seen.problem()).startsWith("DATABASE_IN_RECOVERY");
            assertThat(seen.results()).extracting(CheckResult::state).containsExactly(CheckState.NOT_RUN);

            standby.promote();
            assertThat(snapshot.look(List.of(check("good", bad(0))), clock.instant())
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
            var seen = new Snapshot(
                            JdbcClient.create(nowhere), new JdbcTransactionManager(nowhere), clock, properties())
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
                    properties());

            var seen = snapshot.look(
                    List.of(check("one", bad(0)), check("two", bad(0)), check("three", bad(0))), Instant.EPOCH);

            assertThat(seen.results()).first().extracting(CheckResult::state).isEqualTo(CheckState.OK);
            assertThat(seen.results())
                    .last()
                    .satisfies(result -> assertThat(result.problem()).contains("used up"));
        }
    }

    @Test
    void all_bad_rows_are_counted_and_a_sample_of_the_oldest_is_kept() {
        for (int i = 0; i < 7; i++) {
            world.reserved();
        }

        var run = runChecks.run(List.of(of("reserved-too-long")), "anna");

        assertThat(run.results().getFirst().violations()).isEqualTo(7);
        assertThat(runs.findings("reserved-too-long"))
                .hasSize(3)
                .isEqualTo(run.results().getFirst().sample());
        assertThat(service.queryForMap("SELECT operator, snapshot FROM check_run WHERE id = ?", run.id()))
                .containsEntry("operator", "anna")
                .containsEntry("snapshot", run.snapshot());
    }

    @Test
    void a_change_of_state_is_told_once_each_time_and_as_its_schema_says() {
        runChecks.run(List.of(of("reserved-too-long")), null);
        assertThat(told()).as("a new check that is good is no news").isEmpty();

        world.reserved();
        runChecks.run(List.of(of("reserved-too-long")), null);
        runChecks.run(List.of(of("reserved-too-long")), null);
        world.clearLedger();
        runChecks.run(List.of(of("reserved-too-long")), null);

        assertThat(told())
                .extracting(row -> row.get("type"), row -> row.get("message_key"), row -> row.get("sequence"))
                .containsExactly(tuple(SCHEMA, "reserved-too-long", 1L), tuple(SCHEMA, "reserved-too-long", 2L));
        assertThat(told())
                .extracting(row -> row.get("payload").toString())
                .satisfiesExactly(
                        worse -> assertThat(worse)
                                .contains("\"state\":\"error\"", "\"previousState\":\"ok\"", "\"violations\":1"),
                        better -> assertThat(better)
                                .contains("\"state\":\"ok\"", "\"previousState\":\"error\"", "\"violations\":0"));
        assertThat(told())
                .allSatisfy(row -> assertThat(
                                Contracts.errors(SCHEMA, row.get("payload").toString()))
                        .isEmpty());
    }

    @Test
    void a_check_that_does_not_run_is_told_too() {
        world.superuser().execute("ALTER VIEW wordpress_publisher.ledger_state_v1 RENAME TO away");
        try {
            runChecks.run(List.of(of("reserved-too-long")), null);
        } finally {
            world.superuser().execute("ALTER VIEW wordpress_publisher.away RENAME TO ledger_state_v1");
        }

        assertThat(told()).singleElement().satisfies(row -> {
            assertThat(row.get("payload").toString()).contains("\"state\":\"not_run\"", "ledger_state_v1");
            assertThat(Contracts.errors(SCHEMA, row.get("payload").toString())).isEmpty();
        });
    }

    @Test
    void samples_of_the_contract_are_as_their_schema_says() {
        assertThat(Contracts.samples("integrity"))
                .hasSize(2)
                .allSatisfy(file -> assertThat(Contracts.errors(SCHEMA, Contracts.read(file)))
                        .isEmpty());
        assertThat(Contracts.errors(
                        SCHEMA,
                        Contracts.sample("integrity/violated")
                                .putNull("violations")
                                .toString()))
                .isNotEmpty();
    }

    @Test
    void an_older_run_that_is_recorded_late_takes_nothing_back() {
        var check = of("reserved-too-long");
        var late = runOf(check, 5, clock.instant().minusSeconds(30));
        recordRun.record(runOf(check, 0, clock.instant()));

        recordRun.record(late);

        assertThat(runs.standings()).singleElement().extracting(Standing::state).isEqualTo(CheckState.OK);
        assertThat(told()).isEmpty();
    }

    @Test
    void a_check_without_a_file_is_retired_and_neither_missed_nor_shown() {
        runChecks.run(List.of(check("gone", bad(1))), null);
        clock.advance(Duration.ofHours(1));
        runChecks.run(checks.all(), null);

        assertThat(runs.standings())
                .extracting(Standing::check)
                .doesNotContain("gone")
                .hasSize(checks.all().size());
        assertThat(runs.findings("check-did-not-run")).isEmpty();
    }

    @Test
    void old_runs_are_forgotten_but_what_a_check_stands_on_is_kept() {
        world.reserved();
        runChecks.run(List.of(of("reserved-too-long")), null);
        for (int i = 0; i < 5; i++) {
            clock.advance(Duration.ofHours(1));
            runChecks.run(List.of(of("stalled")), null);
        }

        assertThat(service.queryForObject("SELECT count(*) FROM check_run", Long.class))
                .isEqualTo(4);
        assertThat(runs.findings("reserved-too-long")).hasSize(1);
    }

    @Test
    void of_several_instances_one_runs_when_a_run_is_due() {
        var schedule = new CheckSchedule(dueWork, runChecks, checks, properties(), clock);
        var other = new CheckSchedule(dueWork, runChecks, checks, properties(), clock);

        schedule.look();
        other.look();
        clock.advance(Duration.ofMinutes(4));
        other.look();
        assertThat(countOfRuns()).isEqualTo(1);
        clock.advance(Duration.ofMinutes(1));
        other.look();
        schedule.look();

        assertThat(countOfRuns()).isEqualTo(2);
    }

    @Test
    void metrics_show_what_was_found_and_turn_red_when_nobody_runs_the_checks() {
        world.reserved();
        runChecks.run(checks.all(), null);
        metrics.refresh();

        assertThat(gauge("colophon.integrity.violations", "reserved-too-long")).isEqualTo(1);
        assertThat(gauge("colophon.integrity.failed", "reserved-too-long")).isEqualTo(1);
        assertThat(gauge("colophon.integrity.failed", "row-never-relayed")).isZero();
        assertThat(gauge("colophon.integrity.age", "row-never-relayed")).isLessThan(1);

        clock.advance(Duration.ofMinutes(20));
        metrics.refresh();
        assertThat(gauge("colophon.integrity.age", "row-never-relayed")).isEqualTo(1200);

        var run = runChecks.run(List.of(of("check-did-not-run")), null);
        assertThat(run.results().getFirst().violations())
                .isEqualTo((long) checks.all().size());
    }

    private double gauge(String name, String check) {
        return meters.get(name).tag("check", check).gauge().value();
    }

    private long countOfRuns() {
        return service.queryForObject("SELECT count(*) FROM check_run", Long.class);
    }

    private List<Map<String, Object>> told() {
        return service.queryForList("SELECT * FROM outbox WHERE topic = 'publishing.integrity.v1' ORDER BY sequence");
    }

    private IntegrityCheck of(String id) {
        return checks.of(id).orElseThrow();
    }

    private CheckRun runOf(IntegrityCheck check, long violations, Instant started) {
        return new CheckRun(
                UUID.randomUUID(),
                null,
                started,
                started,
                "1:1:",
                null,
                List.of(CheckResult.found(check, violations, List.of(), Duration.ZERO)));
    }

    private static String bad(int rows) {
        return "SELECT NULL::uuid AS publication_id, NULL::uuid AS site_id, NULL::timestamptz AS since, 'bad' AS what"
                + " FROM generate_series(1, " + rows + ")";
    }

    private static IntegrityCheck check(String id, String sql) {
        return new IntegrityCheck(
                id,
                Severity.PAGE,
                0,
                0,
                Duration.ZERO,
                "publishing",
                "docs/operations/checks/" + id + ".md",
                Repair.NONE,
                "0",
                sql);
    }

    private static CheckProperties properties() {
        return new CheckProperties(
                true,
                Duration.ofMinutes(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                10,
                Duration.ofHours(1),
                Map.of());
    }
}

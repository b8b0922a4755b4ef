package dev.colophon.statusprojector.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.colophon.statusprojector.Contracts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

/** What is kept of a run, and who is told of a check whose state it changed. */
@NullUnmarked
@TestPropertySource(properties = {"colophon.checks.sample=3", "colophon.checks.keep=2h"})
class RecordRunTest extends CheckTest {

    private static final String SCHEMA = "dev.colophon.integrity.changed.v1";

    private final RecordRun recordRun;
    private final CheckRuns runs;
    private final JdbcTemplate service;

    RecordRunTest(@Autowired RecordRun recordRun, @Autowired CheckRuns runs, @Autowired JdbcTemplate service) {
        this.recordRun = recordRun;
        this.runs = runs;
        this.service = service;
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
        run("reserved-too-long");
        assertThat(told()).as("a new check that is good is no news").isEmpty();

        world.reserved();
        run("reserved-too-long");
        run("reserved-too-long");
        world.clearLedger();
        run("reserved-too-long");

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
            run("reserved-too-long");
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
        runChecks.run(List.of(MadeUpCheck.finding("gone", 1)), null);
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
        run("reserved-too-long");
        for (int i = 0; i < 5; i++) {
            clock.advance(Duration.ofHours(1));
            run("stalled");
        }

        assertThat(service.queryForObject("SELECT count(*) FROM check_run", Long.class))
                .isEqualTo(4);
        assertThat(runs.findings("reserved-too-long")).hasSize(1);
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
}

package dev.colophon.statusprojector.divergence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.statusprojector.check.DueWork;
import dev.colophon.statusprojector.check.World.Story;
import dev.colophon.statusprojector.check.WorldTest;
import dev.colophon.statusprojector.divergence.Tally.Counts;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.JdbcTemplate;

/** Changed, missing and surplus rows, each counted; and what most likely made them so. On a real PostgreSQL. */
@NullUnmarked
@SpringBootTest(
        webEnvironment = WebEnvironment.NONE,
        properties = {
            "spring.kafka.listener.auto-startup=false",
            "COLOPHON_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1",
            "colophon.divergence.batch=7",
            "colophon.divergence.findings=5"
        })
class DivergenceTest extends WorldTest {

    private final MeasureDivergence measure;
    private final DivergenceRuns runs;
    private final DivergenceMetrics metrics;
    private final MeterRegistry meters;
    private final DueWork dueWork;
    private final FoldComparison fold;
    private final DivergenceProperties properties;
    private final JdbcTemplate service;

    DivergenceTest(
            @Autowired MeasureDivergence measure,
            @Autowired DivergenceRuns runs,
            @Autowired DivergenceMetrics metrics,
            @Autowired MeterRegistry meters,
            @Autowired DueWork dueWork,
            @Autowired FoldComparison fold,
            @Autowired DivergenceProperties properties,
            @Autowired JdbcTemplate service) {
        this.measure = measure;
        this.runs = runs;
        this.metrics = metrics;
        this.meters = meters;
        this.dueWork = dueWork;
        this.fold = fold;
        this.properties = properties;
        this.service = service;
    }

    @Test
    void where_everybody_agrees_all_is_compared_and_nothing_found() {
        for (int i = 0; i < 20; i++) {
            world.published();
        }
        var updated = world.published();
        world.project(updated, updated.request(2), updated.receipt("deferred", 4, 2));

        assertThat(all().counts()).isEqualTo(new Counts(21, 0, 0, 0));
    }

    @Test
    void a_changed_a_missing_and_a_surplus_row_are_each_counted_with_their_cause() {
        for (int i = 0; i < 16; i++) {
            world.published();
        }
        var changed = world.published();
        world.status(changed, "external_url = 'https://news.example/other/', updated_at = now() + interval '1 hour'");
        var silent = world.published();
        world.status(silent, "attempts = 17");
        var missing = world.published();
        world.bend("DELETE FROM " + STATUS + " WHERE publication_id = '" + missing.id() + "'");
        var surplus = world.published();
        world.bend("DELETE FROM status_projector.publication_event WHERE publication_id = '" + surplus.id() + "'");

        var run = all();

        assertThat(run.counts()).isEqualTo(new Counts(20, 2, 1, 1));
        assertThat(run.counts().ratio()).isEqualTo(0.2);
        assertThat(causeOf(run, changed)).isEqualTo(Cause.ROW_WRITTEN_OUTSIDE);
        assertThat(causeOf(run, silent)).isEqualTo(Cause.FOLD_OR_ROW_CHANGED);
        assertThat(causeOf(run, missing)).isEqualTo(Cause.ROW_DELETED);
        assertThat(causeOf(run, surplus)).isEqualTo(Cause.NO_VALID_EVENT);
        assertThat(runs.findings(run.id()))
                .filteredOn(found -> found.publication().equals(changed.id()))
                .singleElement()
                .satisfies(found ->
                        assertThat(found.what()).contains("externalUrl").doesNotContain("news.example"));
    }

    @Test
    void events_that_were_logged_and_not_projected_are_found() {
        var story = world.published();
        world.bend("""
                UPDATE status_projector.publication_status SET updated_at = '2026-11-24T00:00:00Z', status = 'publishing',
                  published_revision = NULL, external_id = NULL, external_url = NULL
                """);
        var never = world.published();
        world.bend("DELETE FROM " + STATUS + " WHERE publication_id = '" + never.id() + "'");
        world.bend("UPDATE status_projector.publication_stream SET event_sequence = 0 WHERE publication_id = '"
                + never.id() + "'");

        var run = all();

        assertThat(causeOf(run, story)).isEqualTo(Cause.EVENTS_NOT_PROJECTED);
        assertThat(causeOf(run, never)).isEqualTo(Cause.NEVER_PROJECTED);
    }

    @Test
    void every_derived_column_that_is_changed_is_found() {
        var story = world.published();
        var columns = service.queryForList("""
                SELECT column_name FROM information_schema.columns WHERE table_schema = 'status_projector'
                  AND table_name = 'publication_status' AND column_name NOT IN ('publication_id', 'updated_at')
                """, String.class);
        assertThat(columns).hasSizeGreaterThanOrEqualTo(17);

        world.without(STATUS, constraints(), () -> {
            for (var column : columns) {
                world.clear();
                var each = world.published();
                world.status(each, column + " = " + another(column));

                assertThat(all().counts()).as(column).isEqualTo(new Counts(1, 1, 0, 0));
            }
        });
        assertThat(story).isNotNull();
    }

    @Test
    void a_sample_looks_again_at_what_differed_until_it_is_put_right() {
        for (int i = 0; i < 30; i++) {
            world.published();
        }
        var changed = world.published();
        world.status(changed, "attempts = 17");
        all();

        for (int i = 0; i < 3; i++) {
            var sample = of(measure.sample().orElseThrow());
            assertThat(sample.counts().changed()).isOne();
            clock.advance(Duration.ofMinutes(1));
        }
        world.status(changed, "attempts = 3");
        measure.sample();
        clock.advance(Duration.ofMinutes(1));

        assertThat(of(measure.sample().orElseThrow()).counts().diverging()).isZero();
    }

    @Test
    void samples_reach_every_stream_in_time_and_keep_to_their_number() {
        var seed = System.nanoTime();
        System.err.println("seed " + seed);
        for (int i = 0; i < 60; i++) {
            world.published();
        }
        var random = new RandomPublications(fold, new Random(seed));
        var seen = new java.util.HashSet<UUID>();
        int samples = 0;
        while (seen.size() < 60 && samples < 200) {
            var chosen = random.choose(20);
            assertThat(chosen).hasSizeBetween(1, 20);
            seen.addAll(chosen);
            samples++;
        }

        assertThat(seen).hasSize(60);
    }

    @Test
    void the_ledger_and_the_projection_are_compared_both_ways() {
        for (int i = 0; i < 5; i++) {
            world.published();
        }
        world.accepted();
        var lost = world.published();
        world.bend("DELETE FROM wordpress_publisher.ledger WHERE publication_id = '" + lost.id() + "'");
        var unheard = world.published();
        world.ledger(unheard, "remote_state = 'REMOVED', receipt_sequence = 4");
        var older = world.published();
        world.ledger(
                older, "remote_state = 'RESERVED', remote_link = NULL, observed_revision = NULL, receipt_sequence = 2");
        var wrong = world.published();
        world.status(wrong, "external_id = '1'");
        var missing = world.published();
        world.bend("DELETE FROM " + STATUS + " WHERE publication_id = '" + missing.id() + "'");
        world.bend("DELETE FROM status_projector.publication_event WHERE publication_id = '" + missing.id() + "'");

        var run = of(measure.ledger("anna").orElseThrow());

        assertThat(run.counts()).isEqualTo(new Counts(11, 3, 1, 1));
        assertThat(run.operator()).isEqualTo("anna");
        assertThat(causeOf(run, lost)).isEqualTo(Cause.LEDGER_OLDER);
        assertThat(causeOf(run, unheard)).isEqualTo(Cause.RECEIPTS_MISSING);
        assertThat(causeOf(run, older)).isEqualTo(Cause.LEDGER_OLDER);
        assertThat(causeOf(run, wrong)).isEqualTo(Cause.PROJECTION_WRONG);
        assertThat(causeOf(run, missing)).isEqualTo(Cause.RECEIPTS_MISSING);
    }

    /** S1-7: its adapter keeps the record that could be compared. */
    @Test
    void what_another_platforms_adapter_has_published_is_not_compared_with_the_ledger() {
        world.published();
        world.publishedElsewhere();

        assertThat(of(measure.ledger(null).orElseThrow()).counts()).isEqualTo(new Counts(1, 0, 0, 0));
        assertThat(all().counts()).as("with its events it is").isEqualTo(new Counts(2, 0, 0, 0));
    }

    @Test
    void what_is_on_its_way_is_not_compared_with_the_ledger() {
        var story = world.published();
        world.ledger(
                story,
                "remote_state = 'REMOVED', receipt_sequence = 4, last_receipt_at = '"
                        + clock.instant().minusSeconds(119) + "'");
        assertThat(of(measure.ledger(null).orElseThrow()).counts()).isEqualTo(Counts.NONE);

        clock.advance(Duration.ofSeconds(2));

        assertThat(of(measure.ledger(null).orElseThrow()).counts()).isEqualTo(new Counts(1, 1, 0, 0));
    }

    @Test
    void a_comparison_that_the_database_stops_is_no_measurement() {
        world.superuser().execute("ALTER VIEW wordpress_publisher.ledger_state_v1 RENAME TO away");
        try {
            var run = of(measure.ledger(null).orElseThrow());
            assertThat(run.state()).isEqualTo("stopped");
            assertThat(run.problem()).contains("the database stopped it");
        } finally {
            world.superuser().execute("ALTER VIEW wordpress_publisher.away RENAME TO ledger_state_v1");
        }

        assertThat(runs.newest()).isEmpty();
    }

    @Test
    void a_comparison_that_breaks_off_at_an_event_says_so_and_bars_nobody() {
        var story = world.published();
        world.bend("UPDATE status_projector.publication_event SET detail = jsonb_set(detail, '{action}', '\"explode\"')"
                + " WHERE source = 'request' AND publication_id = '" + story.id() + "'");

        var run = all();

        assertThat(run.state()).isEqualTo("stopped");
        assertThat(run.problem()).contains("it broke off");
        assertThat(runs.newest()).isEmpty();
        assertThat(measure.beginAll("anna")).isPresent();
    }

    @Test
    void a_second_run_over_all_is_refused_and_one_whose_process_died_bars_nobody() {
        var first = measure.beginAll("anna").orElseThrow();

        assertThat(measure.beginAll("berta")).isEmpty();
        assertThat(measure.sample()).isEmpty();
        clock.advance(Duration.ofMinutes(6));
        assertThat(measure.beginAll("berta")).isPresent();

        assertThat(of(first).state()).isEqualTo("stopped");
        assertThat(of(first).problem()).contains("is gone");
    }

    @Test
    void of_several_instances_one_measures_when_it_is_due() {
        world.published();
        var one = new DivergenceSchedule(dueWork, measure, enabled(), clock);
        var other = new DivergenceSchedule(dueWork, measure, enabled(), clock);

        one.look();
        other.look();
        assertThat(countOfRuns()).isEqualTo(3);
        clock.advance(Duration.ofMinutes(1));
        other.look();

        assertThat(countOfRuns()).isEqualTo(6);
    }

    @Test
    void metrics_show_the_newest_comparison_and_its_age() {
        for (int i = 0; i < 3; i++) {
            world.published();
        }
        world.status(world.published(), "attempts = 17");
        all();
        metrics.refresh();

        assertThat(gauge("rows", "fold")).isEqualTo(1);
        assertThat(gauge("ratio", "fold")).isEqualTo(0.25);
        assertThat(gauge("compared", "fold")).isEqualTo(4);
        clock.advance(Duration.ofHours(1));
        assertThat(gauge("age.seconds", "fold")).isEqualTo(3600);
    }

    @Test
    void old_runs_are_forgotten_and_the_newest_is_kept() {
        for (int i = 0; i < 4; i++) {
            all();
            clock.advance(Duration.ofDays(5));
        }
        measure.sample();

        assertThat(countOfRuns()).isEqualTo(2);
    }

    private double gauge(String name, String between) {
        return meters.get("colophon.divergence." + name)
                .tag("between", between)
                .gauge()
                .value();
    }

    private DivergenceRun all() {
        var id = measure.beginAll(null).orElseThrow();
        measure.all(id);
        return of(id);
    }

    private DivergenceRun of(UUID id) {
        return runs.of(id).orElseThrow();
    }

    private Cause causeOf(DivergenceRun run, Story story) {
        return runs.findings(run.id()).stream()
                .filter(found -> found.publication().equals(story.id()))
                .findFirst()
                .orElseThrow()
                .cause();
    }

    private long countOfRuns() {
        return service.queryForObject("SELECT count(*) FROM divergence_run", Long.class);
    }

    private List<String> constraints() {
        var all = new ArrayList<>(world.superuser()
                .queryForList(
                        "SELECT conname FROM pg_constraint WHERE conrelid = ?::regclass AND contype = 'c'",
                        String.class,
                        STATUS));
        return all;
    }

    private static String another(String column) {
        return switch (column) {
            case "site_id", "correlation_id" -> "gen_random_uuid()";
            case "last_event_id" -> "(SELECT min(event_id::text)::uuid FROM status_projector.publication_event)";
            case "generation", "requested_revision", "published_revision", "attempts" -> "42";
            case "next_attempt_at", "status_since" -> "'2026-01-01T00:00:00Z'";
            case "status" -> "'failed'";
            default -> "'another'";
        };
    }

    private DivergenceProperties enabled() {
        return new DivergenceProperties(
                true,
                properties.interval(),
                properties.look(),
                properties.sample(),
                properties.budget(),
                properties.batch(),
                properties.grace(),
                properties.findings(),
                properties.keep());
    }
}

package dev.colophon.statusprojector.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Checks run by the clock, once when they are due, and turn red when nobody runs them. */
@NullUnmarked
class CheckScheduleTest extends CheckTest {

    private final DueWork dueWork;
    private final IntegrityMetrics metrics;
    private final MeterRegistry meters;
    private final JdbcTemplate service;

    CheckScheduleTest(
            @Autowired DueWork dueWork,
            @Autowired IntegrityMetrics metrics,
            @Autowired MeterRegistry meters,
            @Autowired JdbcTemplate service) {
        this.dueWork = dueWork;
        this.metrics = metrics;
        this.meters = meters;
        this.service = service;
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

        assertThat(run("check-did-not-run").violations())
                .isEqualTo((long) checks.all().size());
    }

    private double gauge(String name, String check) {
        return meters.get(name).tag("check", check).gauge().value();
    }

    private long countOfRuns() {
        return service.queryForObject("SELECT count(*) FROM check_run", Long.class);
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

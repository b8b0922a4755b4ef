package dev.colophon.statusprojector.check;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Shows how the checks stand, from what was recorded: every instance shows the same, whoever ran them. Ages grow by
 * themselves when nobody runs them, or when what was recorded cannot be read.
 */
@Component
class IntegrityMetrics {

    private static final Logger LOG = LoggerFactory.getLogger(IntegrityMetrics.class);

    private final CheckRuns runs;
    private final InstantSource clock;
    private final Instant started;
    private final Map<String, Standing> known = new ConcurrentHashMap<>();

    IntegrityMetrics(CheckRuns runs, IntegrityChecks checks, MeterRegistry meters, InstantSource clock) {
        this.runs = runs;
        this.clock = clock;
        this.started = clock.instant();
        checks.all().forEach(check -> gauges(check, meters));
    }

    @Scheduled(fixedDelayString = "${colophon.checks.look:10s}")
    void refresh() {
        try {
            runs.standings().forEach(standing -> known.put(standing.check(), standing));
        } catch (DataAccessException e) {
            LOG.warn("how the checks stand cannot be read now, the next look will: {}", e.toString());
        }
    }

    private void gauges(IntegrityCheck check, MeterRegistry meters) {
        Gauge.builder("colophon.integrity.violations", () -> violations(check))
                .description("bad rows; NaN when the check did not run")
                .tags("check", check.id(), "severity", check.severity().word())
                .register(meters);
        Gauge.builder("colophon.integrity.failed", () -> failed(check))
                .description("1 when the check found too much, did not run, or never has")
                .tags("check", check.id(), "severity", check.severity().word())
                .register(meters);
        Gauge.builder("colophon.integrity.age", () -> age(check))
                .description("since the check last ran to its end")
                .baseUnit("seconds")
                .tags("check", check.id())
                .register(meters);
    }

    private double violations(IntegrityCheck check) {
        return Optional.ofNullable(known.get(check.id()))
                .map(Standing::violations)
                .map(Long::doubleValue)
                .orElse(Double.NaN);
    }

    private double failed(IntegrityCheck check) {
        return Optional.ofNullable(known.get(check.id()))
                        .map(standing -> standing.state().failed())
                        .orElse(true)
                ? 1
                : 0;
    }

    private double age(IntegrityCheck check) {
        var last = Optional.ofNullable(known.get(check.id()))
                .map(standing -> Optional.ofNullable(standing.completedAt()).orElse(standing.firstSeenAt()))
                .orElse(started);
        return Duration.between(last, clock.instant()).toMillis() / 1000.0;
    }
}

package dev.colophon.statusprojector.divergence;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Shows the newest comparison of each kind that came to its end, whoever made it. NaN: there is none. */
@Component
class DivergenceMetrics {

    private static final Logger LOG = LoggerFactory.getLogger(DivergenceMetrics.class);

    private final DivergenceRuns runs;
    private final InstantSource clock;
    private final Map<Comparison, DivergenceRun> newest = new ConcurrentHashMap<>();

    DivergenceMetrics(DivergenceRuns runs, MeterRegistry meters, InstantSource clock) {
        this.runs = runs;
        this.clock = clock;
        for (var comparison : Comparison.values()) {
            gauge(
                    meters,
                    comparison,
                    "colophon.divergence.rows",
                    "rows that differ",
                    run -> run.counts().diverging());
            gauge(
                    meters,
                    comparison,
                    "colophon.divergence.ratio",
                    "of the rows compared, 0 to 1",
                    run -> run.counts().ratio());
            gauge(
                    meters,
                    comparison,
                    "colophon.divergence.compared",
                    "rows compared",
                    run -> run.counts().compared());
            gauge(meters, comparison, "colophon.divergence.age.seconds", "since the comparison was made", this::age);
        }
    }

    @Scheduled(fixedDelayString = "${colophon.divergence.look:10s}")
    void refresh() {
        try {
            runs.newest().forEach(run -> newest.put(run.comparison(), run));
        } catch (DataAccessException e) {
            LOG.warn("what the comparisons found cannot be read now, the next look will: {}", e.toString());
        }
    }

    private void gauge(
            MeterRegistry meters,
            Comparison comparison,
            String name,
            String description,
            ToDoubleFunction<DivergenceRun> value) {
        Gauge.builder(
                        name,
                        () -> Optional.ofNullable(newest.get(comparison))
                                .map(value::applyAsDouble)
                                .orElse(Double.NaN))
                .description(description)
                .tag("between", comparison.word())
                .register(meters);
    }

    private double age(DivergenceRun run) {
        return Duration.between(run.startedAt(), clock.instant()).toMillis() / 1000.0;
    }
}

package dev.colophon.outboxrelay.reconcile;

import dev.colophon.outboxrelay.guard.GuardProperties;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/** What is committed and not yet seen in Kafka, for each outbox. NaN on a standby, and where it cannot be asked. */
@Component
class ReconcileGauges implements MeterBinder {

    private final WaitingRows waiting;
    private final Reconciler reconciler;
    private final GuardProperties properties;
    private final InstantSource clock;

    ReconcileGauges(WaitingRows waiting, Reconciler reconciler, GuardProperties properties, InstantSource clock) {
        this.waiting = waiting;
        this.reconciler = reconciler;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        for (var outbox : properties.outboxesOfServices()) {
            Gauge.builder("colophon.relay.unobserved.rows", () -> of(outbox, MissingRows.Waiting::rows))
                    .description("Rows that are not seen in Kafka yet, up to " + WaitingRows.COUNT_MAX)
                    .tag("outbox", outbox)
                    .register(meters);
            Gauge.builder("colophon.relay.unobserved.age", () -> of(outbox, MissingRows.Waiting::oldestSeconds))
                    .baseUnit("seconds")
                    .tag("outbox", outbox)
                    .register(meters);
        }
        Gauge.builder("colophon.relay.reconcile.age", this::lastPassAgeSeconds)
                .description("Since the last pass that ended well")
                .baseUnit("seconds")
                .register(meters);
    }

    private double of(String outbox, ToDoubleFunction<MissingRows.Waiting> figure) {
        return waiting.of(outbox).stream().mapToDouble(figure).findFirst().orElse(Double.NaN);
    }

    private double lastPassAgeSeconds() {
        var last = reconciler.lastPass();
        return last.equals(Instant.MIN)
                ? Double.NaN
                : Duration.between(last, clock.instant()).toMillis() / 1e3;
    }
}

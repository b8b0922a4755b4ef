package dev.colophon.outboxrelay.guard;

import dev.colophon.outboxrelay.relay.Progress;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/** What an operator watches. An unknown value is NaN, never 0: a gauge that cannot be read must not look like health. */
@Component
class RelayGauges implements MeterBinder {

    private final RelayGuard guard;
    private final RelayReadiness readiness;
    private final Progress progress;
    private final GuardProperties properties;
    private final InstantSource clock;

    RelayGauges(
            RelayGuard guard,
            RelayReadiness readiness,
            Progress progress,
            GuardProperties properties,
            InstantSource clock) {
        this.guard = guard;
        this.readiness = readiness;
        this.progress = progress;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder(
                        "colophon.relay.ready",
                        () -> Status.UP.equals(readiness.health().getStatus()) ? 1 : 0)
                .register(meters);
        Gauge.builder("colophon.relay.canary.age", this::canaryAgeSeconds)
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder("colophon.relay.wal.retained", () -> ofSlot(SlotHealth::retainedBytes))
                .baseUnit("bytes")
                .register(meters);
        Gauge.builder("colophon.relay.wal.safe", () -> ofSlot(SlotHealth::safeWalBytes))
                .description("WAL that may still be written before the slot is at risk; NaN without a limit")
                .baseUnit("bytes")
                .register(meters);
        progress.countNoneParked(properties.outboxes());
    }

    private double canaryAgeSeconds() {
        return progress.newestCanary()
                .map(at -> Duration.between(at, clock.instant()).toMillis() / 1000.0)
                .orElse(Double.NaN);
    }

    private double ofSlot(Function<SlotHealth, @Nullable Long> figure) {
        var inspection = guard.latest();
        var slot = inspection == null ? null : inspection.slot();
        var value = slot == null ? null : figure.apply(slot);
        return value == null ? Double.NaN : value;
    }
}

package dev.colophon.outboxrelay.reconcile;

import dev.colophon.outboxrelay.guard.GuardProperties;
import dev.colophon.outboxrelay.guard.RelayGuard;
import dev.colophon.outboxrelay.guard.RelayLock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What is committed and not yet seen in Kafka, for each outbox. NaN on a standby, and where it cannot be asked. */
@Component
class ReconcileGauges implements MeterBinder {

    private static final int COUNT_MAX = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(ReconcileGauges.class);

    private final MissingRows missing;
    private final Reconciler reconciler;
    private final GuardProperties properties;
    private final RelayGuard guard;
    private final RelayLock lock;
    private final InstantSource clock;
    private final Map<String, MissingRows.Waiting> latest = new ConcurrentHashMap<>();

    ReconcileGauges(
            MissingRows missing,
            Reconciler reconciler,
            GuardProperties properties,
            RelayGuard guard,
            RelayLock lock,
            InstantSource clock) {
        this.missing = missing;
        this.reconciler = reconciler;
        this.properties = properties;
        this.guard = guard;
        this.lock = lock;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "5s", initialDelayString = "5s")
    void look() {
        if (lock.state() != RelayLock.State.HELD || !guard.isContent()) {
            latest.clear();
            return;
        }
        try {
            for (var outbox : properties.outboxesOfServices()) {
                latest.put(outbox, missing.waiting(outbox, reconciler.settled(), COUNT_MAX));
            }
        } catch (DataAccessException e) {
            LOG.debug("What waits cannot be counted", e);
            latest.clear();
        }
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        for (var outbox : properties.outboxesOfServices()) {
            Gauge.builder("colophon.relay.unobserved.rows", () -> of(outbox, MissingRows.Waiting::rows))
                    .description("Rows that are not seen in Kafka yet, up to " + COUNT_MAX)
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
        var known = latest.get(outbox);
        return known == null ? Double.NaN : figure.applyAsDouble(known);
    }

    private double lastPassAgeSeconds() {
        var last = reconciler.lastPass();
        return last.equals(Instant.MIN)
                ? Double.NaN
                : Duration.between(last, clock.instant()).toMillis() / 1e3;
    }
}

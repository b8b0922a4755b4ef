package dev.colophon.outboxrelay.reconcile;

import dev.colophon.outboxrelay.guard.RelayGuard;
import dev.colophon.outboxrelay.guard.RelayLock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Reconciles and tidies every now and then, on the one relay that streams, while nothing stands against streaming. */
@Component
class ReconcileSchedule {

    private static final Logger LOG = LoggerFactory.getLogger(ReconcileSchedule.class);

    private final RelayLock lock;
    private final RelayGuard guard;
    private final Reconciler reconciler;
    private final Retention retention;
    private final ReconcileProperties properties;
    private final InstantSource clock;
    private final AtomicBoolean passing = new AtomicBoolean();
    /** Written and read only by who passes. */
    private Instant notBefore = Instant.MIN;

    ReconcileSchedule(
            RelayLock lock,
            RelayGuard guard,
            Reconciler reconciler,
            Retention retention,
            ReconcileProperties properties,
            InstantSource clock) {
        this.lock = lock;
        this.guard = guard;
        this.reconciler = reconciler;
        this.retention = retention;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * At a fixed rate, which is what has a thread of its own: those with a fixed delay share one, and what shuts the door must wait
     * neither for a pass over many rows nor for Kafka.
     */
    @Scheduled(
            fixedRateString = "${colophon.reconcile.every:30s}",
            initialDelayString = "${colophon.reconcile.every:30s}")
    void pass() throws InterruptedException {
        if (!passing.compareAndSet(false, true)) {
            return;
        }
        try {
            if (lock.state() == RelayLock.State.HELD
                    && guard.isContent()
                    && !clock.instant().isBefore(notBefore)) {
                reconcileAndTidy();
            }
        } finally {
            passing.set(false);
        }
    }

    private void reconcileAndTidy() throws InterruptedException {
        try {
            // Who did not judge has not looked whether the proofs hold by which rows go.
            if (reconciler.pass().isPresent()) {
                retention.pass();
            }
        } catch (IllegalStateException e) {
            notBefore = clock.instant().plus(properties.againAfter());
            LOG.error(
                    "RELAY_RECONCILE_FAILED: {}. Nothing is lost; the next pass is in {}, or at once by command."
                            + " See docs/operations/relay.md#relay_reconcile_failed",
                    e.getMessage(),
                    properties.againAfter());
        } catch (RuntimeException e) {
            LOG.warn("RELAY_RECONCILE_FAILED: the next pass is in {}", properties.every(), e);
        }
    }
}

package dev.colophon.publishapi.webhook.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Claims what is due and delivers it, each on a thread of its own. A worker that dies between the answer and the record leaves
 * the delivery to whoever claims it after the lease: it is sent again, with the same id.
 */
@Component
public class DeliverDue implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DeliverDue.class);

    /** Connections to the database that all workers together may hold: the others are for those who ask at the door. */
    private static final int RECORDING_MAX = 2;

    private final ClaimDeliveries claimDeliveries;
    private final SendDelivery sendDelivery;
    private final RecordVerdict recordVerdict;
    private final MeterRegistry meters;
    private final int concurrency;
    private final Semaphore room;
    private final Semaphore recording = new Semaphore(RECORDING_MAX);
    private final Semaphore finished = new Semaphore(0);
    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("webhook-delivery-", 0).factory());

    DeliverDue(
            ClaimDeliveries claimDeliveries,
            SendDelivery sendDelivery,
            RecordVerdict recordVerdict,
            DeliveryProperties properties,
            MeterRegistry meters) {
        this.claimDeliveries = claimDeliveries;
        this.sendDelivery = sendDelivery;
        this.recordVerdict = recordVerdict;
        this.meters = meters;
        this.concurrency = properties.concurrency();
        this.room = new Semaphore(concurrency);
    }

    /** Claims as much of what is due as there is room for, and begins to deliver it. */
    public List<Future<?>> begin() {
        finished.drainPermits();
        var taken = room.drainPermits();
        var begun = new ArrayList<Future<?>>();
        try {
            if (taken > 0) {
                for (var delivery : claimDeliveries.claim(taken)) {
                    begun.add(workers.submit(() -> deliver(delivery)));
                }
            }
            return begun;
        } finally {
            room.release(taken - begun.size());
        }
    }

    /** Returns once a delivery has ended since the last {@link #begin}, or the time is up. */
    void awaitOne(Duration most) throws InterruptedException {
        var _ = finished.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Whether none is under way any more, waited for at most that long. */
    boolean awaitAll(Duration most) throws InterruptedException {
        var idle = room.tryAcquire(concurrency, most.toNanos(), TimeUnit.NANOSECONDS);
        if (idle) {
            room.release(concurrency);
        }
        return idle;
    }

    private void deliver(DueDelivery delivery) {
        try {
            var began = System.nanoTime();
            var verdict = sendDelivery.send(delivery);
            var took = System.nanoTime() - began;
            var outcome = record(delivery, verdict).name().toLowerCase(Locale.ROOT);
            meters.timer("colophon.webhooks.attempts", "outcome", outcome).record(took, TimeUnit.NANOSECONDS);
            log.debug("{}: {}", delivery, outcome);
        } catch (RuntimeException failure) {
            meters.counter("colophon.webhooks.unrecorded").increment();
            log.warn(
                    "What became of {} could not be recorded; it is sent again, with the same id, when its lease has ended: {}",
                    delivery,
                    failure.toString());
        } finally {
            room.release();
            finished.release();
        }
    }

    private RecordVerdict.Outcome record(DueDelivery delivery, Verdict verdict) {
        recording.acquireUninterruptibly();
        try {
            return recordVerdict.record(delivery, verdict);
        } finally {
            recording.release();
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}

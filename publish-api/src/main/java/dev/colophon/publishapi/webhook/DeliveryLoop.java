package dev.colophon.publishapi.webhook;

import dev.colophon.publishapi.status.ProjectedViews;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Looks for what has changed and for what is due. A bounded number of deliveries is under way at once. */
@Component
class DeliveryLoop implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(DeliveryLoop.class);
    private static final int AT_ONCE = 8;
    private static final int MAX_BATCHES = 20;
    /** So often the look goes back to the beginning: a change that was committed later than the overlap allows is found then. */
    private static final Duration WHOLE_LOOK = Duration.ofMinutes(10);

    private final QueueChanges queueChanges;
    private final RecordDelivery recordDelivery;
    private final Deliver deliver;
    private final ProjectedViews views;
    private final WebhookProperties properties;
    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final InstantSource clock;
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private Instant lastLook = Instant.EPOCH;
    private Instant lastWholeLook = Instant.EPOCH;

    DeliveryLoop(
            QueueChanges queueChanges,
            RecordDelivery recordDelivery,
            Deliver deliver,
            ProjectedViews views,
            WebhookProperties properties,
            Webhooks webhooks,
            Deliveries deliveries,
            InstantSource clock) {
        this.queueChanges = queueChanges;
        this.recordDelivery = recordDelivery;
        this.deliver = deliver;
        this.views = views;
        this.properties = properties;
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${colophon.webhooks.look:2s}")
    void look() {
        try {
            if (!webhooks.anyActive()) {
                return;
            }
            if (views.readable()) {
                queue();
            }
            send();
        } catch (DataAccessException | TransactionException unreadable) {
            log.warn("Webhooks wait until the database can be used: {}", unreadable.toString());
        }
    }

    @Scheduled(initialDelayString = "PT7M", fixedDelayString = "PT1H")
    void forget() {
        var before = clock.instant().minus(properties.kept());
        for (var batch = 0; batch < MAX_BATCHES; batch++) {
            if (deliveries.forget(before, 1000) < 1000) {
                return;
            }
        }
    }

    private void queue() {
        var now = clock.instant();
        var whole = lastWholeLook.plus(WHOLE_LOOK).isBefore(now);
        var since = whole ? Instant.EPOCH : lastLook.minus(properties.overlap());
        for (var batch = 0; batch < MAX_BATCHES; batch++) {
            if (queueChanges.queue(since) < QueueChanges.BATCH) {
                lastLook = now;
                lastWholeLook = whole ? now : lastWholeLook;
                return;
            }
        }
    }

    private void send() {
        var free = room.drainPermits();
        var claimed = 0;
        try {
            if (free > 0) {
                for (var delivery : recordDelivery.claim(free)) {
                    claimed++;
                    senders.execute(() -> {
                        try {
                            deliver.deliver(delivery);
                        } catch (DataAccessException | TransactionException unwritten) {
                            log.warn(
                                    "What became of delivery {} was not noted: it is sent again under its id when its lease is over. {}",
                                    delivery.id(),
                                    unwritten.toString());
                        } finally {
                            room.release();
                        }
                    });
                }
            }
        } finally {
            room.release(free - claimed);
        }
    }

    @Override
    public void destroy() {
        senders.shutdown();
    }
}

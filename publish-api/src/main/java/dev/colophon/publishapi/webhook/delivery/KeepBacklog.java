package dev.colophon.publishapi.webhook.delivery;

import dev.colophon.publishapi.status.DueDeliveries;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Keeps deliveries within bounds of age and number, in small batches, each its own transaction, and measures what waits. */
@Component
public class KeepBacklog implements DueDeliveries {

    private static final Logger log = LoggerFactory.getLogger(KeepBacklog.class);
    private static final int BATCH = 1000;
    private static final int MAX_BATCHES = 100;

    private final Backlog backlog;
    private final DeliveryProperties properties;
    private final MeterRegistry meters;
    private final AtomicReference<Backlog.Size> size = new AtomicReference<>(new Backlog.Size(0, 0));

    KeepBacklog(Backlog backlog, DeliveryProperties properties, MeterRegistry meters) {
        this.backlog = backlog;
        this.properties = properties;
        this.meters = meters;
        meters.gauge("colophon.webhooks.due", size, known -> known.get().waiting());
        meters.gauge(
                "colophon.webhooks.due.oldest.seconds",
                size,
                known -> known.get().oldestSeconds());
    }

    /** One round: what is too old ends, what ended long ago is forgotten, who has too much waiting is disabled. */
    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1M")
    public void keep() {
        endAndForget();
        var swamped = backlog.disableSwamped(properties.backlog());
        size.set(backlog.size());
        if (swamped > 0) {
            log.warn(
                    "WEBHOOK_BACKLOG: {} webhooks are disabled, since more than {} deliveries wait for each; their clients enable"
                            + " them when they can take them.",
                    swamped,
                    properties.backlog());
        }
    }

    /** Each batch is done for good, so it is counted even if the next one fails. */
    private void endAndForget() {
        var expired = 0;
        var forgotten = 0;
        try {
            for (var batch = 0; batch < MAX_BATCHES; batch++) {
                var ended = backlog.expire(BATCH);
                expired += ended;
                var deleted = backlog.forget(properties.retention(), BATCH);
                forgotten += deleted;
                if (ended < BATCH && deleted < BATCH) {
                    break;
                }
            }
        } finally {
            meters.counter("colophon.webhooks.expired").increment(expired);
            if (expired + forgotten > 0) {
                log.info("{} deliveries to webhooks were given up by age, {} are forgotten.", expired, forgotten);
            }
        }
    }

    @Override
    public Due due() {
        return new Due(size.get().waiting(), size.get().oldestSeconds());
    }
}

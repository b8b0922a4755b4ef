package dev.colophon.publishapi.webhook.delivery;

import dev.colophon.publishapi.webhook.WebhookProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks for what is due again and again, for as long as the service runs. Whatever fails is tried again at the next look. */
@Component
class DeliveryLoop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DeliveryLoop.class);

    private final DeliverDue deliverDue;
    private final WebhookProperties webhooks;
    private final DeliveryProperties properties;
    private volatile @Nullable Thread thread;

    DeliveryLoop(DeliverDue deliverDue, WebhookProperties webhooks, DeliveryProperties properties) {
        this.deliverDue = deliverDue;
        this.webhooks = webhooks;
        this.properties = properties;
    }

    @Override
    public boolean isAutoStartup() {
        return !webhooks.paused();
    }

    @Override
    public synchronized void start() {
        if (thread == null) {
            // Known before it runs: a loop that finds another than itself here takes it that it was told to stop.
            var looking = Thread.ofVirtual().name("webhook-deliveries").unstarted(this::run);
            thread = looking;
            looking.start();
        }
    }

    @Override
    public synchronized void stop() {
        var looking = thread;
        thread = null;
        if (looking == null) {
            return;
        }
        looking.interrupt();
        try {
            looking.join(properties.requestTimeout());
            if (!deliverDue.awaitAll(properties.connectTimeout().plus(properties.requestTimeout()))) {
                log.warn("Deliveries to webhooks are under way at the end; they are sent again when their leases end.");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        while (Thread.currentThread().equals(thread)) {
            try {
                if (nothingBegun()) {
                    deliverDue.awaitOne(properties.poll());
                }
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private boolean nothingBegun() {
        try {
            return deliverDue.begin().isEmpty();
        } catch (RuntimeException failure) {
            log.warn("WEBHOOKS_STALLED: deliveries could not be claimed; it is tried again: {}", failure.toString());
            return true;
        }
    }
}

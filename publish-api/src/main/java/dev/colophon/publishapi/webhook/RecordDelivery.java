package dev.colophon.publishapi.webhook;

import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The transactions around a delivery: before it is sent, and after. None is open while it is. */
@Service
class RecordDelivery {

    private static final int GONE = 410;

    private final Deliveries deliveries;
    private final Webhooks webhooks;
    private final WebhookProperties properties;
    private final InstantSource clock;

    RecordDelivery(Deliveries deliveries, Webhooks webhooks, WebhookProperties properties, InstantSource clock) {
        this.deliveries = deliveries;
        this.webhooks = webhooks;
        this.properties = properties;
        this.clock = clock;
    }

    @Transactional
    public List<Deliveries.Claimed> claim(int limit) {
        return deliveries.claim(limit, properties.lease(), clock.instant());
    }

    /** Any 2xx is success; 410 says that nobody wants to be told any more; all else is tried again, a bounded number of times. */
    @Transactional
    public void answered(Deliveries.Claimed delivery, int status) {
        if (status >= 200 && status < 300) {
            deliveries.delivered(delivery.id(), status, clock.instant());
        } else if (status == GONE) {
            webhooks.disable(delivery.webhook(), "The receiver answered 410 Gone.");
            deliveries.missed(delivery.id(), status, "The receiver answered 410 Gone.", null, clock.instant());
        } else {
            missed(delivery, status, "The receiver answered " + status + ".");
        }
    }

    @Transactional
    public void unanswered(Deliveries.Claimed delivery, String problem) {
        missed(delivery, null, problem);
    }

    /** Makes a delivery due once more; false while it is being sent, or where it is not there. */
    @Transactional
    public boolean again(WebhookId webhook, UUID delivery) {
        return deliveries.again(webhook, delivery, clock.instant());
    }

    private void missed(Deliveries.Claimed delivery, @Nullable Integer status, String problem) {
        var now = clock.instant();
        var tried = delivery.attempts();
        var next = tried > properties.retries().size()
                ? null
                : now.plus(properties.retries().get(tried - 1));
        deliveries.missed(delivery.id(), status, problem, next, now);
    }
}

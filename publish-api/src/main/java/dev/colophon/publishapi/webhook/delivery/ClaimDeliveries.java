package dev.colophon.publishapi.webhook.delivery;

import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Claims deliveries that are due: by turns, and never more at once for one webhook than it may have under way. */
@Service
class ClaimDeliveries {

    private final Deliveries deliveries;
    private final DeliveryProperties properties;

    ClaimDeliveries(Deliveries deliveries, DeliveryProperties properties) {
        this.deliveries = deliveries;
        this.properties = properties;
    }

    @Transactional
    public List<DueDelivery> claim(int room) {
        var webhooks = deliveries.takeTurns(properties.perWebhook(), room);
        return webhooks.isEmpty()
                ? List.of()
                : deliveries.claim(webhooks, properties.perWebhook(), room, properties.lease());
    }
}

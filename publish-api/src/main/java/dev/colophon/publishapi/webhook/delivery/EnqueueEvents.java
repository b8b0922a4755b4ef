package dev.colophon.publishapi.webhook.delivery;

import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes events due for the webhooks that want them: once each, however often the event is read. */
@Service
public class EnqueueEvents {

    private final Deliveries deliveries;
    private final DeliveryProperties properties;

    EnqueueEvents(Deliveries deliveries, DeliveryProperties properties) {
        this.deliveries = deliveries;
        this.properties = properties;
    }

    /** How many deliveries are new. */
    @Transactional
    public int enqueue(List<ToldEvent> events) {
        return deliveries.add(events, properties.giveUpAfter());
    }
}

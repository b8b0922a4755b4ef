package dev.colophon.publishapi.webhook.delivery;

import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import dev.colophon.publishapi.webhook.EventType;
import dev.colophon.publishapi.webhook.Webhook;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Asks for a delivery on purpose: of a test, or of an event once more. It takes the road of all others. */
@Service
class RequestDelivery {

    private final Deliveries deliveries;
    private final DeliveryLog deliveryLog;
    private final DeliveryProperties properties;
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final JsonMapper json;

    RequestDelivery(
            Deliveries deliveries,
            DeliveryLog deliveryLog,
            DeliveryProperties properties,
            InstantSource clock,
            Supplier<UUID> ids,
            JsonMapper json) {
        this.deliveries = deliveries;
        this.deliveryLog = deliveryLog;
        this.properties = properties;
        this.clock = clock;
        this.ids = ids;
        this.json = json;
    }

    /** A signed event of a type of its own, which is about nothing. */
    @Transactional
    public DeliveryResource test(Webhook webhook) {
        requireActive(webhook);
        var id = ids.get();
        var event = ids.get();
        deliveries.addTest(id, webhook.id(), event, EventType.TEST, body(webhook, event), properties.giveUpAfter());
        return found(webhook, id);
    }

    /** The same event with the same id, now, for as long as a new one; one that is under way stays so. */
    @Transactional
    public DeliveryResource again(Webhook webhook, UUID delivery) {
        requireActive(webhook);
        if (!deliveries.again(webhook.id(), delivery, properties.giveUpAfter())) {
            throw notFound();
        }
        return found(webhook, delivery);
    }

    static ProblemException notFound() {
        return new ProblemException(
                ProblemCode.NOT_FOUND, "This webhook has no delivery of this id, or its time in the log is over.");
    }

    private DeliveryResource found(Webhook webhook, UUID delivery) {
        return deliveryLog.find(webhook.id(), delivery).orElseThrow(RequestDelivery::notFound);
    }

    private static void requireActive(Webhook webhook) {
        if (!webhook.active()) {
            throw new ProblemException(
                    ProblemCode.WEBHOOK_DISABLED, "Enable it first: PATCH it with {\"state\": \"active\"}.");
        }
    }

    private String body(Webhook webhook, UUID event) {
        return json.createObjectNode()
                .put("specversion", "1.0")
                .put("id", event.toString())
                .put("type", EventType.TEST)
                .put("source", "/colophon/publish-api")
                .put("subject", webhook.id().toString())
                .put("time", clock.instant().toString())
                .put("datacontenttype", "application/json")
                .set("data", json.valueToTree(Map.of("webhookId", webhook.id().value())))
                .toString();
    }
}

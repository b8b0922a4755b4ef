package dev.colophon.publishapi.webhook;

import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.problem.JsonBody;
import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import dev.colophon.publishapi.site.Addresses;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A client's webhooks. Each belongs to its client alone, whatever the role of others. */
@RestController
@RequestMapping(path = "/v1/webhooks", produces = MediaType.APPLICATION_JSON_VALUE)
class WebhookController {

    private static final Logger log = LoggerFactory.getLogger(WebhookController.class);
    private static final int LOG_LENGTH = 100;

    private final JsonBody bodies;
    private final Addresses addresses;
    private final KeepWebhooks keepWebhooks;
    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final QueueChanges queueChanges;
    private final RecordDelivery recordDelivery;

    WebhookController(
            JsonBody bodies,
            Addresses addresses,
            KeepWebhooks keepWebhooks,
            Webhooks webhooks,
            Deliveries deliveries,
            QueueChanges queueChanges,
            RecordDelivery recordDelivery) {
        this.bodies = bodies;
        this.addresses = addresses;
        this.keepWebhooks = keepWebhooks;
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.queueChanges = queueChanges;
        this.recordDelivery = recordDelivery;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<NewWebhook> make(HttpServletRequest request, @AuthenticationPrincipal Caller caller) {
        var url = bodies.read(request, WebhookBody.class).check(addresses);
        var made = keepWebhooks.make(caller.id(), url);
        log.info(
                "{} made webhook {}; its secret was shown once.",
                caller.name(),
                made.webhook().id());
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(new NewWebhook(
                        made.webhook().id().value(),
                        made.webhook().url().toString(),
                        made.webhook().state(),
                        made.secret().reveal()));
    }

    @GetMapping
    ResponseEntity<WebhookList> list(@AuthenticationPrincipal Caller caller) {
        return answer(new WebhookList(
                webhooks.of(caller.id()).stream().map(WebhookResource::of).toList()));
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> remove(@PathVariable String id, @AuthenticationPrincipal Caller caller) {
        if (!webhooks.remove(existing(id, caller).id(), caller.id())) {
            throw notFound();
        }
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/{id}/enable")
    ResponseEntity<WebhookResource> enable(@PathVariable String id, @AuthenticationPrincipal Caller caller) {
        webhooks.enable(existing(id, caller).id());
        return answer(WebhookResource.of(existing(id, caller)));
    }

    @PostMapping("/{id}/secret")
    ResponseEntity<NewSecret> rotate(@PathVariable String id, @AuthenticationPrincipal Caller caller) {
        var rotated = keepWebhooks.rotate(existing(id, caller).id());
        log.info("{} made a new secret for webhook {}; it was shown once.", caller.name(), id);
        return answer(new NewSecret(rotated.secret().reveal(), rotated.previousUntil()));
    }

    @PostMapping("/{id}/test")
    ResponseEntity<Deliveries.Logged> test(@PathVariable String id, @AuthenticationPrincipal Caller caller) {
        var webhook = existing(id, caller).id();
        return queued(webhook, queueChanges.queueTest(webhook));
    }

    @GetMapping("/{id}/deliveries")
    ResponseEntity<DeliveryLog> deliveries(@PathVariable String id, @AuthenticationPrincipal Caller caller) {
        return answer(new DeliveryLog(deliveries.log(existing(id, caller).id(), LOG_LENGTH)));
    }

    @PostMapping("/{id}/deliveries/{delivery}/redeliver")
    ResponseEntity<Deliveries.Logged> redeliver(
            @PathVariable String id, @PathVariable String delivery, @AuthenticationPrincipal Caller caller) {
        var webhook = existing(id, caller).id();
        var known = WebhookId.uuid(delivery)
                .filter(found -> deliveries.find(webhook, found).isPresent())
                .orElseThrow(WebhookController::notFound);
        if (!recordDelivery.again(webhook, known)) {
            throw new ProblemException(ProblemCode.DELIVERY_UNDER_WAY, "It is being sent at the moment: see the log.");
        }
        return queued(webhook, known);
    }

    private ResponseEntity<Deliveries.Logged> queued(WebhookId webhook, UUID delivery) {
        return ResponseEntity.accepted()
                .cacheControl(CacheControl.noStore())
                .body(deliveries.find(webhook, delivery).orElseThrow(WebhookController::notFound));
    }

    private Webhook existing(String id, Caller caller) {
        return WebhookId.parse(id)
                .flatMap(known -> webhooks.find(known, caller.id()))
                .orElseThrow(WebhookController::notFound);
    }

    private static ProblemException notFound() {
        return new ProblemException(
                ProblemCode.NOT_FOUND, "Nothing of this id exists among the webhooks of this API key's client.");
    }

    private static <T> ResponseEntity<T> answer(T body) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
    }

    record WebhookResource(
            UUID webhookId,
            String url,
            String state,
            @Nullable String stateReason,
            Instant createdAt) {

        static WebhookResource of(Webhook webhook) {
            return new WebhookResource(
                    webhook.id().value(),
                    webhook.url().toString(),
                    webhook.state(),
                    webhook.stateReason(),
                    webhook.createdAt());
        }
    }

    record WebhookList(List<WebhookResource> webhooks) {}

    record DeliveryLog(List<Deliveries.Logged> deliveries) {}

    /** An answer that holds a secret, once. */
    record NewWebhook(UUID webhookId, String url, String state, String secret) {

        @Override
        public String toString() {
            return "NewWebhook[webhookId=" + webhookId + ", secret=***]";
        }
    }

    /** Another. */
    record NewSecret(String secret, Instant previousUntil) {

        @Override
        public String toString() {
            return "NewSecret[***]";
        }
    }
}

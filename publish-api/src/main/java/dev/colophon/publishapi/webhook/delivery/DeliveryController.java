package dev.colophon.publishapi.webhook.delivery;

import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.webhook.FindWebhook;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows what was delivered to a webhook, and delivers on request. */
@RestController
@RequestMapping(path = "/v1/webhooks/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
class DeliveryController {

    private static final Logger log = LoggerFactory.getLogger(DeliveryController.class);

    private final FindWebhook findWebhook;
    private final RequestDelivery requestDelivery;
    private final DeliveryLog deliveryLog;

    DeliveryController(FindWebhook findWebhook, RequestDelivery requestDelivery, DeliveryLog deliveryLog) {
        this.findWebhook = findWebhook;
        this.requestDelivery = requestDelivery;
        this.deliveryLog = deliveryLog;
    }

    @PostMapping("/test")
    ResponseEntity<DeliveryResource> test(@PathVariable String id, @AuthenticationPrincipal Caller caller) {
        return ResponseEntity.accepted().body(requestDelivery.test(findWebhook.of(caller, id)));
    }

    @PostMapping("/deliveries/{delivery}/redeliver")
    ResponseEntity<DeliveryResource> redeliver(
            @PathVariable String id, @PathVariable String delivery, @AuthenticationPrincipal Caller caller) {
        var again = requestDelivery.again(findWebhook.of(caller, id), idOf(delivery));
        log.info("{} asked for delivery {} of webhook {} once more.", caller.name(), delivery, id);
        return ResponseEntity.accepted().body(again);
    }

    @GetMapping("/deliveries")
    ResponseEntity<LogPage> list(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor,
            @AuthenticationPrincipal Caller caller) {
        var webhook = findWebhook.of(caller, id);
        var filter = LogFilter.of(state, limit, cursor);
        var found = deliveryLog.page(webhook.id(), filter.state(), filter.before(), filter.limit() + 1);
        var page = found.stream().limit(filter.limit()).toList();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new LogPage(page, found.size() > page.size() ? placeOf(page.getLast()) : null));
    }

    private static String placeOf(DeliveryResource last) {
        return new LogPlace(last.createdAt(), last.deliveryId()).toString();
    }

    private static UUID idOf(String delivery) {
        try {
            return UUID.fromString(delivery);
        } catch (IllegalArgumentException _) {
            throw RequestDelivery.notFound();
        }
    }

    record LogPage(
            List<DeliveryResource> deliveries, @Nullable String nextCursor) {}
}

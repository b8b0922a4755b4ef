package dev.colophon.publishapi.webhook;

import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.problem.JsonBody;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A client's webhooks: registered, shown, changed, given another secret, removed. */
@RestController
@RequestMapping(path = "/v1/webhooks", produces = MediaType.APPLICATION_JSON_VALUE)
class WebhookController {

    private static final Logger log = LoggerFactory.getLogger(WebhookController.class);

    private final JsonBody bodies;
    private final RegisterWebhook registerWebhook;
    private final FindWebhook findWebhook;
    private final Destinations destinations;
    private final InstantSource clock;

    WebhookController(
            JsonBody bodies,
            RegisterWebhook registerWebhook,
            FindWebhook findWebhook,
            Destinations destinations,
            InstantSource clock) {
        this.bodies = bodies;
        this.registerWebhook = registerWebhook;
        this.findWebhook = findWebhook;
        this.destinations = destinations;
        this.clock = clock;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<WebhookResource> register(HttpServletRequest request, @AuthenticationPrincipal Caller caller) {
        var asked = bodies.read(request, WebhookRequest.class).checkNew(destinations);
        var made = registerWebhook.add(caller, asked);
        log.info("{} registered webhook {}: events are delivered to it.", caller.name(), made.webhook());
        return ResponseEntity.created(
                        URI.create("/v1/webhooks/" + made.webhook().id()))
                .cacheControl(CacheControl.noStore())
                .body(WebhookResource.of(made, clock.instant()));
    }

    @GetMapping
    WebhookList list(@AuthenticationPrincipal Caller caller) {
        return new WebhookList(findWebhook.all(caller).stream()
                .map(webhook -> WebhookResource.of(webhook, clock.instant()))
                .toList());
    }

    @GetMapping("/{id}")
    WebhookResource get(@PathVariable String id, @AuthenticationPrincipal Caller caller) {
        return WebhookResource.of(findWebhook.of(caller, id), clock.instant());
    }

    @PatchMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    WebhookResource change(
            @PathVariable String id, HttpServletRequest request, @AuthenticationPrincipal Caller caller) {
        var change = bodies.read(request, WebhookRequest.class);
        var webhook = registerWebhook.change(caller, FindWebhook.idOf(id), change, destinations);
        log.info("{} changed {}.", caller.name(), webhook);
        return WebhookResource.of(webhook, clock.instant());
    }

    @PostMapping("/{id}/rotate-secret")
    ResponseEntity<WebhookResource> rotate(@PathVariable String id, @AuthenticationPrincipal Caller caller) {
        var made = registerWebhook.rotate(caller, FindWebhook.idOf(id));
        log.info(
                "{} gave {} another secret; the former one goes on until {}.",
                caller.name(),
                made.webhook(),
                made.webhook().formerSecretUntil());
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(WebhookResource.of(made, clock.instant()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String id, @AuthenticationPrincipal Caller caller) {
        registerWebhook.remove(caller, FindWebhook.idOf(id));
        log.info("{} removed webhook {}, and what waited for it.", caller.name(), id);
    }

    record WebhookList(List<WebhookResource> webhooks) {}
}

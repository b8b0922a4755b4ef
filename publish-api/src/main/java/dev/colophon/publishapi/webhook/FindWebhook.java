package dev.colophon.publishapi.webhook;

import dev.colophon.publishapi.client.Caller;
import java.util.List;
import org.springframework.stereotype.Service;

/** Finds the caller's own webhooks: to everyone else, of whatever role, they do not exist. */
@Service
public class FindWebhook {

    private final Webhooks webhooks;

    FindWebhook(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    /** The webhook of this id; 404 if the caller has none. */
    public Webhook of(Caller caller, String id) {
        return webhooks.find(caller.id(), idOf(id)).orElseThrow(RegisterWebhook::notFound);
    }

    List<Webhook> all(Caller caller) {
        return webhooks.list(caller.id());
    }

    static WebhookId idOf(String id) {
        return WebhookId.parse(id).orElseThrow(RegisterWebhook::notFound);
    }
}

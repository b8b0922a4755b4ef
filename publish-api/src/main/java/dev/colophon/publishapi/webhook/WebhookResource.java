package dev.colophon.publishapi.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A webhook as its client sees it; with its secret only in the answer that made the secret. */
record WebhookResource(
        UUID webhookId,
        String url,
        List<String> eventTypes,
        String state,
        @Nullable String disabledReason,
        Instant secretSetAt,
        @Nullable Instant formerSecretUntil,
        Instant createdAt,
        Instant updatedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) {

    static WebhookResource of(Webhook webhook, Instant now) {
        return of(webhook, now, null);
    }

    static WebhookResource of(RegisterWebhook.Secretive made, Instant now) {
        return of(made.webhook(), now, made.secret().reveal());
    }

    private static WebhookResource of(Webhook webhook, Instant now, @Nullable String secret) {
        var until = webhook.formerSecretUntil();
        return new WebhookResource(
                webhook.id().value(),
                webhook.url().toString(),
                webhook.eventTypes(),
                webhook.state().text(),
                webhook.disabledReason(),
                webhook.secretSetAt(),
                until == null || !until.isAfter(now) ? null : until,
                webhook.createdAt(),
                webhook.updatedAt(),
                secret);
    }

    @Override
    public String toString() {
        return "WebhookResource[" + webhookId + "]";
    }
}

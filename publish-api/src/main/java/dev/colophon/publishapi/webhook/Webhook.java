package dev.colophon.publishapi.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook of a client's, without its secret.
 *
 * @param url never logged: a path or a query may be a secret of the client's
 * @param eventTypes which events it is told; none means all
 * @param disabledReason client, gone (it answered 410) or backlog; null while it is active
 * @param formerSecretUntil until when what is sent is signed with the former secret as well
 */
public record Webhook(
        WebhookId id,
        URI url,
        List<String> eventTypes,
        WebhookState state,
        @Nullable String disabledReason,
        Instant secretSetAt,
        @Nullable Instant formerSecretUntil,
        Instant createdAt,
        Instant updatedAt) {

    public Webhook {
        eventTypes = List.copyOf(eventTypes);
        if ((state == WebhookState.DISABLED) != (disabledReason != null)) {
            throw new IllegalArgumentException("a webhook is disabled for a reason, and for none while it is active");
        }
    }

    /** Whether anything is delivered to it. */
    public boolean active() {
        return state == WebhookState.ACTIVE;
    }

    @Override
    public String toString() {
        return "Webhook[" + id + ", " + state + "]";
    }
}

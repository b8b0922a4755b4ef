package dev.colophon.publishapi.webhook;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A webhook as its client sees it.
 *
 * @param stateReason why it is disabled
 */
record Webhook(
        WebhookId id, URI url, String state, @Nullable String stateReason, Instant createdAt) {

    static final String ACTIVE = "active";
    static final String DISABLED = "disabled";
}

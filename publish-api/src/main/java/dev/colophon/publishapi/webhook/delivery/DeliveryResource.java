package dev.colophon.publishapi.webhook.delivery;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as its client sees it: without the body, and without anything that the receiver said but its status.
 *
 * @param eventId the webhook-id of each attempt
 * @param nextAttemptAt not before then; null once it has ended
 * @param givesUpAt not after then; null once it has ended
 */
record DeliveryResource(
        UUID deliveryId,
        UUID eventId,
        String eventType,
        @Nullable UUID publicationId,
        String state,
        int attempts,
        @Nullable Integer lastStatus,
        @Nullable String lastCode,
        @Nullable Instant lastAttemptAt,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant givesUpAt,
        @Nullable Instant endedAt,
        Instant createdAt) {}

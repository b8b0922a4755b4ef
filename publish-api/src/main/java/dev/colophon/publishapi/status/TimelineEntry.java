package dev.colophon.publishapi.status;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Whatever was said of a publication, be it true or not: for people, and no ground to conclude anything from.
 *
 * @param source request, receipt or operator
 * @param generation null of what an operator said, as is {@code revision}
 * @param conflict why it could not be applied, if so
 * @param valid whether it counts; what does not was taken out by an operator and is shown with the reason
 * @param invalidation why it does not count; null where it does
 * @param detail the message without the content; of an operator's event its reason and author
 */
public record TimelineEntry(
        UUID eventId,
        long position,
        String kind,
        String source,
        @Nullable Integer generation,
        @Nullable Long revision,
        @Nullable Integer attempt,
        Instant occurredAt,
        Instant recordedAt,
        @Nullable String conflict,
        boolean valid,
        @Nullable Invalidation invalidation,
        @Nullable JsonNode detail) {

    public TimelineEntry {
        if (valid != (invalidation == null)) {
            throw new IllegalArgumentException("an event counts, or somebody has said why it does not: " + eventId);
        }
    }

    /**
     * Why an event does not count.
     *
     * @param by the operator's event that says so; it is in the timeline too
     */
    public record Invalidation(String reason, String author, Instant at, UUID by) {}
}

package dev.colophon.statusprojector.event;

import dev.colophon.statusprojector.publication.EventId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The event that changed something, and so the reason to tell of it.
 *
 * @param traceparent W3C trace context that it came with
 */
public record Cause(
        EventId id, Instant occurredAt, @Nullable String traceparent) {

    /**
     * The id of the message that tells of this cause on a topic. Made from the cause alone: what was announced once cannot
     * be announced again under another id, whoever projects the cause anew.
     */
    UUID messageId(String topic) {
        return UUID.nameUUIDFromBytes((topic + "/" + id).getBytes(StandardCharsets.UTF_8));
    }
}

package dev.colophon.statusprojector.event;

import dev.colophon.statusprojector.publication.EventId;
import dev.colophon.statusprojector.publication.PublicationId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What changed something, and so the reason to tell of it.
 *
 * @param id of the event, or of the rebuild, that brought it about
 * @param seed names the cause for one publication: no two messages of a topic are made from the same
 * @param traceparent W3C trace context that it came with
 */
public record Cause(
        UUID id, String seed, Instant occurredAt, @Nullable String traceparent) {

    /** An event of the log. */
    public static Cause event(EventId id, Instant occurredAt, @Nullable String traceparent) {
        return new Cause(id.value(), id.toString(), occurredAt, traceparent);
    }

    /** A rebuild, which concerns many publications. */
    public static Cause rebuild(UUID rebuild, PublicationId publication, Instant at) {
        return new Cause(rebuild, rebuild + "/" + publication, at, null);
    }

    /**
     * The id of the message that tells of this cause on a topic. Made from the cause alone: what was announced once cannot
     * be announced again under another id, whoever projects the cause anew.
     */
    UUID messageId(String topic) {
        return UUID.nameUUIDFromBytes((topic + "/" + seed).getBytes(StandardCharsets.UTF_8));
    }
}

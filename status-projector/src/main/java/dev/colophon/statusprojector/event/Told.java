package dev.colophon.statusprojector.event;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.colophon.statusprojector.publication.Projection;
import dev.colophon.statusprojector.publication.PublicationId;
import dev.colophon.statusprojector.publication.Reason;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The facts that public events and the latest status have in common. Whole facts: a subscriber needs no other message to
 * understand one.
 *
 * @param revision the one that status speaks of
 * @param requestedRevision the newest one, of which updateStatus speaks
 */
record Told(
        UUID publicationId,
        @Nullable String storyKey,
        UUID siteId,
        @Nullable String placement,
        int generation,
        long revision,
        long requestedRevision,
        String status,
        @Nullable String updateStatus,
        @Nullable String externalId,
        @Nullable String externalUrl,
        @Nullable Reason reason,
        int attempt,
        @Nullable String nextAttemptAt,
        @Nullable UUID correlationId,
        UUID causationId,
        long sequence) {

    private static final DateTimeFormatter RFC_3339 =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    static Told of(PublicationId publication, Projection projection, UUID causationId, long sequence) {
        var state = projection.state();
        var about = projection.about();
        var update = state.updateStatus();
        var external = state.external();
        return new Told(
                publication.value(),
                about.storyKey(),
                about.siteId(),
                about.placement(),
                state.newest().generation(),
                state.revision(),
                state.newest().revision(),
                state.status().word(),
                update == null ? null : update.word(),
                external == null ? null : external.id().value(),
                external == null ? null : external.url(),
                state.reason(),
                state.attempts(),
                state.nextAttemptAt() == null ? null : instant(state.nextAttemptAt()),
                about.correlationId(),
                causationId,
                sequence);
    }

    static String instant(Instant instant) {
        return RFC_3339.format(instant);
    }

    /** A change, when it happened. */
    record Event(@JsonUnwrapped Told told, String occurredAt) {}

    /** The latest status, and since when it is so. */
    record Latest(@JsonUnwrapped Told told, String statusSince) {}
}

package dev.colophon.statusprojector.project;

import dev.colophon.statusprojector.publication.Projection;
import dev.colophon.statusprojector.publication.PublicationId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A publication's row of status, as far as it is derived: two of them are equal if and only if they say the same. */
public record StatusRow(
        UUID publicationId,
        UUID siteId,
        @Nullable String storyKey,
        @Nullable String placement,
        @Nullable UUID correlationId,
        String status,
        @Nullable String updateStatus,
        int generation,
        long requestedRevision,
        @Nullable Long publishedRevision,
        @Nullable String externalId,
        @Nullable String externalUrl,
        @Nullable String reasonCode,
        @Nullable String reasonDetail,
        int attempts,
        @Nullable Instant nextAttemptAt,
        Instant statusSince,
        UUID lastEventId) {

    static StatusRow of(PublicationId publication, Projection projection) {
        var state = projection.state();
        var about = projection.about();
        var update = state.updateStatus();
        var external = state.external();
        var reason = state.reason();
        return new StatusRow(
                publication.value(),
                about.siteId(),
                about.storyKey(),
                about.placement(),
                about.correlationId(),
                state.status().word(),
                update == null ? null : update.word(),
                state.newest().generation(),
                state.newest().revision(),
                state.publishedRevision(),
                external == null ? null : external.id().value(),
                external == null ? null : external.url(),
                reason == null ? null : reason.code(),
                reason == null ? null : reason.detail(),
                state.attempts(),
                state.nextAttemptAt(),
                projection.since(),
                projection.lastEvent().value());
    }
}

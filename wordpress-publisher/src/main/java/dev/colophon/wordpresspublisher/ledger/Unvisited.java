package dev.colophon.wordpresspublisher.ledger;

import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.publication.Slot;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * As much of an entry as is told of one that nobody visits: all of it stands in columns of its own.
 *
 * @param attempt visits for this revision so far
 * @param unsettled whether a write to its post has an unknown end
 * @param hasPost whether the id of its post is on record, or a create under a key may have made one
 */
public record Unvisited(
        Slot slot,
        SiteId site,
        UUID jobId,
        long revision,
        int attempt,
        boolean unsettled,
        boolean hasPost,
        Instant inboxAt,
        @Nullable String traceparent) {

    /** The same, before the lease that has counted a visit. */
    Unvisited unclaimed() {
        return new Unvisited(slot, site, jobId, revision, attempt - 1, unsettled, hasPost, inboxAt, traceparent);
    }
}

package dev.colophon.wordpresspublisher.ledger;

import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.publication.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A due entry that nobody visits, since its site does not answer.
 *
 * @param unsettled whether a write to its post has an unknown end
 * @param hasPost whether the id of its post is on record, or a create under a key may have made one
 * @param reason of the site
 * @param untilProbe never negative
 */
public record Waiting(
        Slot slot,
        SiteId site,
        UUID jobId,
        long revision,
        int attempt,
        boolean unsettled,
        boolean hasPost,
        Problem reason,
        Duration untilProbe,
        Instant inboxAt,
        @Nullable String traceparent) {}

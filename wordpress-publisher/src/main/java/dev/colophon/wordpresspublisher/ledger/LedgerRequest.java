package dev.colophon.wordpresspublisher.ledger;

import dev.colophon.wordpresspublisher.publication.Action;
import dev.colophon.wordpresspublisher.publication.Content;
import dev.colophon.wordpresspublisher.publication.Placement;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.publication.SiteId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request as the ledger takes it: what is wanted of one publication from now on.
 *
 * @param generation the lowest in which it may be carried out; which one it is, the ledger decides
 */
public record LedgerRequest(
        UUID requestId,
        PublicationId publication,
        SiteId site,
        Placement placement,
        int generation,
        long revision,
        Action action,
        UUID jobId,
        Content content,
        @Nullable Instant publishAt,
        Instant requestedAt,
        Instant variantStoredAt,
        @Nullable String traceparent) {

    public LedgerRequest {
        if (generation < 1 || revision < 1) {
            throw new IllegalArgumentException("generation and revision count from 1");
        }
        if (action == Action.UNPUBLISH) {
            content = content.asDraft();
        }
    }
}

package dev.colophon.wordpresspublisher.inbox;

import dev.colophon.wordpresspublisher.ledger.LedgerRequest;
import dev.colophon.wordpresspublisher.publication.Action;
import dev.colophon.wordpresspublisher.publication.Content;
import dev.colophon.wordpresspublisher.publication.Placement;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.publication.SiteId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The request as publish-api sends it; what this service does not know of it is ignored. */
record PublicationRequested(
        UUID publicationId,
        UUID jobId,
        UUID siteId,
        @Nullable String storyKey,
        String placement,
        int generation,
        long revision,
        String action,
        @Nullable Instant publishAt,
        Content variant,
        Instant requestedAt,
        Instant variantStoredAt,
        @Nullable String platform) {

    private static final String OURS = "wordpress";

    PublicationRequested {
        required(publicationId, "publicationId");
        required(jobId, "jobId");
        required(siteId, "siteId");
        required(placement, "placement");
        required(variant, "variant");
        required(requestedAt, "requestedAt");
        required(variantStoredAt, "variantStoredAt");
        required(variant.variantId(), "variant.variantId");
        required(variant.title(), "variant.title");
        required(variant.html(), "variant.html");
        required(variant.excerpt(), "variant.excerpt");
        required(variant.visibility(), "variant.visibility");
        required(action, "action");
    }

    /** Whether its site is of another platform, whose adapter carries it out. */
    boolean isOfAnotherPlatform() {
        return platform != null && !platform.equals(OURS);
    }

    LedgerRequest forLedger(UUID eventId, @Nullable String traceparent) {
        return new LedgerRequest(
                eventId,
                new PublicationId(publicationId),
                new SiteId(siteId),
                Placement.of(placement),
                generation,
                revision,
                Action.of(action),
                jobId,
                variant.ofStory(storyKey),
                publishAt,
                requestedAt,
                variantStoredAt,
                traceparent);
    }

    /** A message is read from outside: what the types promise is not yet true. */
    private static void required(@Nullable Object value, String field) {
        if (value == null) {
            throw new IllegalArgumentException("missing field: " + field);
        }
    }
}

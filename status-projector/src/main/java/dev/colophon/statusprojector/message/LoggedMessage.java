package dev.colophon.statusprojector.message;

import dev.colophon.statusprojector.publication.EventId;
import dev.colophon.statusprojector.publication.LoggedEvent;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as the log keeps it, in columns: what the fold reads of it and nothing else. It becomes the same event that the
 * message became when it came.
 *
 * @param at when it was requested, or was seen
 * @param sequence of the ledger, of a receipt
 * @param nextAttemptAt RFC 3339, as it was told
 */
public record LoggedMessage(
        Source source,
        String kind,
        UUID publicationId,
        UUID siteId,
        int generation,
        long revision,
        Instant at,
        @Nullable Integer attempt,
        @Nullable Long sequence,
        @Nullable String action,
        @Nullable String storyKey,
        @Nullable String placement,
        @Nullable UUID correlationId,
        @Nullable String postId,
        @Nullable String postUrl,
        @Nullable String problemCode,
        @Nullable String problemDetail,
        @Nullable String nextAttemptAt) {

    /** The event of that id. */
    public LoggedEvent toEvent(EventId id) {
        return message().toEvent(id);
    }

    private Message message() {
        return switch (source) {
            case REQUEST ->
                new RequestMessage(
                        publicationId,
                        siteId,
                        present(storyKey),
                        present(placement),
                        generation,
                        revision,
                        present(action),
                        at,
                        correlationId);
            case RECEIPT ->
                new ReceiptMessage(
                        publicationId,
                        siteId,
                        generation,
                        revision,
                        present(attempt),
                        present(sequence),
                        kind,
                        at,
                        new ReceiptMessage.Post(postId, postUrl),
                        new ReceiptMessage.Problem(problemCode, problemDetail),
                        nextAttemptAt == null
                                ? null
                                : OffsetDateTime.parse(nextAttemptAt).toInstant());
        };
    }

    /** The log took it in, so it was there. */
    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the log lacks what every message of its kind has");
        }
        return value;
    }
}

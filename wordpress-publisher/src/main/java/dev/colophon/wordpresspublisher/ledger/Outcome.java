package dev.colophon.wordpresspublisher.ledger;

import dev.colophon.wordpresspublisher.protocol.RemoteState;
import dev.colophon.wordpresspublisher.protocol.SeenPost;
import dev.colophon.wordpresspublisher.protocol.Unsettled;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a visit leaves in the ledger. */
public sealed interface Outcome {

    /** The write whose end is still not known, null if there is none. */
    @Nullable
    Unsettled unsettled();

    /**
     * The wanted revision has reached its end; {@code seen} is null where the post is deleted.
     *
     * @param readBackIn look once more after this time, null if all is certain
     */
    record Settled(
            RemoteState state,
            @Nullable SeenPost seen,
            @Nullable Unsettled unsettled,
            @Nullable Duration readBackIn) implements Outcome {}

    /** All is as it was told before. */
    record Unchanged(
            @Nullable Unsettled unsettled, @Nullable Duration readBackIn) implements Outcome {}

    /**
     * The visit ended without that.
     *
     * @param kind of the receipt: deferred, unconfirmed, parked, failed
     * @param retryIn null where a person must act first
     */
    record Troubled(
            String kind,
            String code,
            boolean failure,
            boolean strike,
            @Nullable Duration retryIn,
            @Nullable Unsettled unsettled)
            implements Outcome {}
}

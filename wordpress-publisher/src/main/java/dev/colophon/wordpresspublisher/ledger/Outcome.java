package dev.colophon.wordpresspublisher.ledger;

import dev.colophon.wordpresspublisher.protocol.RemoteState;
import dev.colophon.wordpresspublisher.protocol.SeenPost;
import dev.colophon.wordpresspublisher.protocol.Shown;
import dev.colophon.wordpresspublisher.protocol.Unsettled;
import dev.colophon.wordpresspublisher.protocol.Written;
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
     * @param written what is known of the post's single fields now, null leaves that as it was
     */
    record Settled(
            RemoteState state,
            @Nullable SeenPost seen,
            @Nullable Unsettled unsettled,
            @Nullable Duration readBackIn,
            @Nullable Written written)
            implements Outcome {

        /** Of a post of whose single fields nothing new is known. */
        public Settled(
                RemoteState state,
                @Nullable SeenPost seen,
                @Nullable Unsettled unsettled,
                @Nullable Duration readBackIn) {
            this(state, seen, unsettled, readBackIn, null);
        }
    }

    /** All is as it was told before. */
    record Unchanged(
            @Nullable Unsettled unsettled, @Nullable Duration readBackIn) implements Outcome {}

    /**
     * The visit ended without that.
     *
     * @param kind of the receipt: deferred, unconfirmed; parked or failed of a second look that is given up
     * @param retryIn null where nothing happens by itself
     */
    record Troubled(
            String kind,
            String code,
            boolean failure,
            boolean strike,
            @Nullable Duration retryIn,
            @Nullable Unsettled unsettled)
            implements Outcome {}

    /**
     * The wanted revision was given up: from here on the post is only looked at, until a client or a person acts.
     *
     * @param reason null where it was told before
     * @param shown what the site shows of an earlier revision and was not told, null if nothing
     * @param lookIn look at the recorded post once more after this time, null if all is certain
     */
    record GivenUp(
            @Nullable Reason reason,
            @Nullable Shown shown,
            @Nullable Duration lookIn,
            @Nullable Unsettled unsettled) implements Outcome {}

    /** Parked or failed, and why. */
    record Reason(String kind, String code) {}
}

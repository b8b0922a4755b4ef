package dev.colophon.statusprojector.publication;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A request or a receipt in the log. Whatever can be stored can be folded: what cannot be true ends in a conflict. */
public sealed interface LoggedEvent {

    /** The message it came in. */
    EventId id();

    /** What it is about. */
    Edition edition();

    /** When it happened, by the clock of the service that says so. */
    Instant occurredAt();

    /**
     * A client's accepted job asks for this revision.
     *
     * @param edition whose generation is the lowest in which it may be carried out: in which it is, receipts tell
     */
    record Requested(
            EventId id,
            Edition edition,
            Instant occurredAt,
            Action action,
            Identity identity,
            @Nullable UUID correlationId)
            implements LoggedEvent {}

    /** A fact that the publisher observed and recorded in its ledger. */
    sealed interface Receipt extends LoggedEvent {

        /** What all receipts have. */
        Entry entry();

        @Override
        default EventId id() {
            return entry().id();
        }

        @Override
        default Edition edition() {
            return entry().edition();
        }

        @Override
        default Instant occurredAt() {
            return entry().occurredAt();
        }
    }

    /**
     * A receipt's place in the ledger.
     *
     * @param sequence the ledger's own counter, per publication, without gaps
     * @param attempt which attempt it belongs to, 0 before the first
     * @param post the post that was seen, if one was
     */
    record Entry(
            EventId id,
            Edition edition,
            Instant occurredAt,
            UUID siteId,
            long sequence,
            int attempt,
            @Nullable PostId post) {

        public Entry {
            if (sequence < 1 || attempt < 0) {
                throw new IllegalArgumentException("sequence from 1, attempt from 0: " + sequence + ", " + attempt);
            }
        }
    }

    /** Work on the edition has come to another stage; it has not reached its goal at the site. */
    record Progressed(
            Entry entry,
            Stage stage,
            @Nullable Reason reason,
            @Nullable Instant nextAttemptAt) implements Receipt {

        Progress progress() {
            return new Progress(stage, entry.attempt(), reason, nextAttemptAt);
        }
    }

    /** The edition was read back from the site, public. */
    record PostPublished(Entry entry, PublicPost seen) implements Receipt {

        public PostPublished {
            if (!seen.id().equals(entry.post())) {
                throw new IllegalArgumentException("the post that was seen is the entry's: " + entry.post());
            }
        }
    }

    /** The edition was read back from the site, as the draft that the client asked for. */
    record PostUnpublished(Entry entry) implements Receipt {}

    /** Somebody at the site took the post away. */
    record PostRemoved(Entry entry, Reason reason) implements Receipt {}

    /** Withdrawn before a post was on record: nothing is wanted any more. */
    record CancelGranted(Entry entry) implements Receipt {}

    /** Came too late to be withdrawn: nothing has changed. */
    record CancelRefused(Entry entry) implements Receipt {}

    /** The post of the generation before was verified to be gone; from here on another one may take its place. */
    record GenerationOpened(Entry entry) implements Receipt {

        Progress progress() {
            return new Progress(Stage.PUBLISHING, entry.attempt(), null, null);
        }
    }

    /** A receipt that claims what it does not show, such as a published post without an address. */
    record Unfounded(Entry entry) implements Receipt {}
}

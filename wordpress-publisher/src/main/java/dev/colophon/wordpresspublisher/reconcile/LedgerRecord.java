package dev.colophon.wordpresspublisher.reconcile;

import dev.colophon.wordpresspublisher.protocol.OnRecord;
import dev.colophon.wordpresspublisher.publication.Placement;
import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.publication.Slot;
import dev.colophon.wordpresspublisher.publication.Visibility;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the ledger as a comparison needs it.
 *
 * @param settled whether a receipt has told of the wanted revision's end
 * @param cancelled nothing is wanted any more: the client took it back before anything was on record
 * @param overrides whether an explicit retry is wanted that has not been carried out yet
 * @param waiting whether a visit is due, now or later, or under way: it will look for itself
 * @param token fencing token: as long as it is the same, no visit has begun since
 * @param told kind and code of the last trouble, null if none is told
 * @param wantedFor how long this revision has been wanted
 */
record LedgerRecord(
        Slot slot,
        SiteId site,
        Placement placement,
        long revision,
        Visibility visibility,
        boolean settled,
        boolean cancelled,
        boolean overrides,
        OnRecord onRecord,
        boolean waiting,
        long token,
        long receiptSequence,
        @Nullable Told told,
        Duration wantedFor) {

    record Told(String kind, String code) {}

    /** The recorded post, if there is one. */
    Optional<OnRecord.Post> post() {
        return onRecord instanceof OnRecord.Post post ? Optional.of(post) : Optional.empty();
    }

    boolean holds(PostId id) {
        return post().filter(post -> post.id().equals(id)).isPresent();
    }

    boolean hasTold(String code) {
        return told != null && told.code().equals(code);
    }

    /** Given up until a person acts. */
    boolean givenUp() {
        return !settled
                && !waiting
                && told != null
                && (told.kind().equals("parked") || told.kind().equals("failed"));
    }

    /** The same with this on record; what is not settled then is due. */
    LedgerRecord restored(OnRecord.Post post, boolean nowSettled) {
        return new LedgerRecord(
                slot,
                site,
                placement,
                revision,
                visibility,
                nowSettled,
                cancelled,
                overrides && !nowSettled,
                post,
                !nowSettled,
                token,
                receiptSequence,
                told,
                wantedFor);
    }

    /** For the audit trail. */
    String words() {
        String post =
                this.post().map(held -> held.state() + " post " + held.id()).orElse("no post");
        String trouble = told == null ? "" : ", " + told.kind() + " " + told.code();
        return "%s, generation %d, revision %d%s%s"
                .formatted(post, slot.generation(), revision, settled ? "" : " unfinished", trouble);
    }
}

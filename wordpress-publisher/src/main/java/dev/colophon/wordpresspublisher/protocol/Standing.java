package dev.colophon.wordpresspublisher.protocol;

import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.Slot;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a publication stands when a visit looks at it: what is wanted, what is on record.
 *
 * @param now by the database's clock, as all times here
 * @param lateRequestBound T_max: no request lands later than this after it was sent
 * @param wish what an update asks for, field by field
 */
public record Standing(
        Slot slot,
        Wanted wanted,
        OnRecord onRecord,
        @Nullable Unsettled unsettled,
        Instant now,
        Duration lateRequestBound,
        Wish wish) {

    /** Where nothing is known of single fields. */
    public Standing(
            Slot slot,
            Wanted wanted,
            OnRecord onRecord,
            @Nullable Unsettled unsettled,
            Instant now,
            Duration lateRequestBound) {
        this(slot, wanted, onRecord, unsettled, now, lateRequestBound, Wish.whole());
    }

    /** The same, with what is asked for. */
    public Standing wishing(Wish asked) {
        return new Standing(slot, wanted, onRecord, unsettled, now, lateRequestBound, asked);
    }

    /** Whether a FILL without an answer may still land, and so behind whatever is sent now. */
    public boolean fillMayLand() {
        return unsettled != null
                && unsettled.putsBackDraft()
                && now.isBefore(unsettled.lastSentAt().plus(lateRequestBound));
    }

    /** The same, with these fields of the recorded post on their way to the site. */
    public Standing sending(FieldChoice choice) {
        return onRecord instanceof OnRecord.Post post
                ? new Standing(slot, wanted, post.sending(choice), unsettled, now, lateRequestBound, wish)
                : this;
    }

    /** The same, with this post checkpointed. */
    public Standing reserved(PostId post) {
        var reserved = new OnRecord.Post(post, RemoteState.RESERVED, null, null);
        return new Standing(slot, wanted, reserved, unsettled, now, lateRequestBound, wish);
    }

    /** The same, a create under the site's key being possible from now on, or shut out. */
    public Standing keyed(boolean keyed) {
        return new Standing(slot, wanted, new OnRecord.Nothing(keyed), unsettled, now, lateRequestBound, wish);
    }

    /** The same in the next generation, which begins without a post and with its retry used up. */
    public Standing opened() {
        return new Standing(
                slot.next(), wanted.carriedOut(), new OnRecord.Nothing(), null, now, lateRequestBound, wish);
    }
}

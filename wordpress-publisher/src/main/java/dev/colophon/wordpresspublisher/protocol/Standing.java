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
 */
public record Standing(
        Slot slot,
        Wanted wanted,
        OnRecord onRecord,
        @Nullable Unsettled unsettled,
        Instant now,
        Duration lateRequestBound) {

    /** Whether a FILL without an answer may still land, and so behind whatever is sent now. */
    public boolean fillMayLand() {
        return unsettled != null
                && unsettled.putsBackDraft()
                && now.isBefore(unsettled.lastSentAt().plus(lateRequestBound));
    }

    /** The same, with this post checkpointed. */
    public Standing reserved(PostId post) {
        var reserved = new OnRecord.Post(post, RemoteState.RESERVED, null, null);
        return new Standing(slot, wanted, reserved, unsettled, now, lateRequestBound);
    }

    /** The same, a create under the site's key being possible from now on, or shut out. */
    public Standing keyed(boolean keyed) {
        return new Standing(slot, wanted, new OnRecord.Nothing(keyed), unsettled, now, lateRequestBound);
    }

    /** The same in the next generation, which begins without a post and with its retry used up. */
    public Standing opened() {
        return new Standing(slot.next(), wanted.carriedOut(), new OnRecord.Nothing(), null, now, lateRequestBound);
    }
}

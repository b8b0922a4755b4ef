package dev.colophon.wordpresspublisher.protocol;

import dev.colophon.wordpresspublisher.publication.Visibility;
import java.time.Instant;

/**
 * A write to the recorded post whose end nobody knows: its answer was lost, or its sender was. Until T_max has passed it may
 * still land, and a stock WordPress would let it win over a newer one.
 *
 * @param lastSentAt no later than this the request was sent
 * @param afterFill whether a FILL without an answer was sent before it, which may land as well: WordPress reads a post and writes
 *     all of it back, so that one that hangs there puts back the draft that it has read
 */
public record Unsettled(
        Instant lastSentAt, String fingerprint, Visibility visibility, Change change, boolean afterFill) {

    /** With no FILL before it. */
    public Unsettled(Instant lastSentAt, String fingerprint, Visibility visibility, Change change) {
        this(lastSentAt, fingerprint, visibility, change, false);
    }

    /** Whether what may land puts back a draft, although it names no status. */
    public boolean putsBackDraft() {
        return change == Change.FILL || afterFill;
    }
}

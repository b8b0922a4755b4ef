package dev.colophon.wordpresspublisher.protocol;

import dev.colophon.wordpresspublisher.publication.Visibility;

/**
 * The state that the client asked for last.
 *
 * @param fingerprint of everything that is sent for it: two wishes with equal fingerprints are the same request
 * @param settled whether a receipt has already told of this revision's end, so that this visit only looks again
 * @param givenUp whether a receipt has told that this revision was parked or failed: this visit looks, and writes nothing
 * @param overrides whether the client asked explicitly to try again: what an editor withdrew may be published again, and a
 *     post that is proved to be gone may be followed by one of the next generation. Used up by that, and by its end
 */
public record Wanted(
        long revision, Visibility visibility, String fingerprint, boolean settled, boolean givenUp, boolean overrides) {

    public Wanted {
        if (settled && overrides) {
            throw new IllegalArgumentException("a retry whose end is told overrides nothing any more");
        }
        if (settled && givenUp) {
            throw new IllegalArgumentException("what was given up has not come to its end");
        }
    }

    /** The same, its retry used up. */
    Wanted carriedOut() {
        return new Wanted(revision, visibility, fingerprint, settled, givenUp, false);
    }

    /** Whether a receipt has told how this revision ended, well or not. */
    public boolean endTold() {
        return settled || givenUp;
    }

    /** Whether readers shall see the post. */
    public boolean isPublic() {
        return visibility == Visibility.PUBLIC;
    }
}

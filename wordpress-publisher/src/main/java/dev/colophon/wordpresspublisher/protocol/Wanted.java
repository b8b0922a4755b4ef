package dev.colophon.wordpresspublisher.protocol;

import dev.colophon.wordpresspublisher.publication.Visibility;

/**
 * The state that the client asked for last.
 *
 * @param fingerprint of everything that is sent for it: two wishes with equal fingerprints are the same request
 * @param settled whether a receipt has already told of this revision's end, so that this visit only looks again
 */
public record Wanted(long revision, Visibility visibility, String fingerprint, boolean settled) {

    /** Whether readers shall see the post. */
    public boolean isPublic() {
        return visibility == Visibility.PUBLIC;
    }
}

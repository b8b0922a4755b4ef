package dev.colophon.publishapi.accept;

import dev.colophon.publishapi.status.PublicationId;

/**
 * A publication under its row lock.
 *
 * @param requestedRevision the newest revision asked for; 0 for one that was just begun
 */
record Publication(PublicationId id, String slug, int generation, long requestedRevision) {

    /** Whether nothing has been asked of it yet. */
    boolean begun() {
        return requestedRevision == 0;
    }

    long nextRevision() {
        return requestedRevision + 1;
    }
}

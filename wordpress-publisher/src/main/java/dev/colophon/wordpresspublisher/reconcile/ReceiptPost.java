package dev.colophon.wordpresspublisher.reconcile;

import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.publication.Slot;
import org.jspecify.annotations.Nullable;

/**
 * What the receipts have told of one generation of a publication.
 *
 * @param post the post they name, null if none
 * @param kind of the last receipt that names it
 * @param lastSequence of all receipts of the publication
 * @param validSequence of those that no operator has declared invalid; 0 if none is left
 */
record ReceiptPost(
        Slot slot,
        @Nullable PostId post,
        @Nullable String url,
        @Nullable String slug,
        @Nullable String contentHash,
        long revision,
        String kind,
        long lastSequence,
        long validSequence) {

    PublicationId publication() {
        return slot.publication();
    }

    String words() {
        return "%s %s, generation %d, revision %d, receipt %d"
                .formatted(
                        kind,
                        post == null ? "without a post" : "post " + post,
                        slot.generation(),
                        revision,
                        lastSequence);
    }
}

package dev.colophon.wordpresspublisher.reconcile;

import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.Slot;
import dev.colophon.wordpresspublisher.wordpress.SurveyedPost;
import org.jspecify.annotations.Nullable;

/**
 * One difference: what is on record, what was seen, what follows, and what is to be done about it.
 *
 * @param entry the entry as it was judged, null where the ledger has none
 * @param told what the receipts have told, where that is what was concluded from
 * @param shown the post as the site shows it, where that is to be told
 */
record Finding(
        FindingKind kind,
        Evidence evidence,
        Slot slot,
        @Nullable PostId post,
        @Nullable LedgerRecord entry,
        @Nullable ReceiptPost told,
        @Nullable SurveyedPost shown,
        String seen,
        String conclusion,
        Action action) {

    /** About an entry, from a look at the site. */
    static Finding of(
            FindingKind kind, LedgerRecord entry, PostId post, String seen, String conclusion, Action action) {
        return new Finding(kind, Evidence.SITE, entry.slot(), post, entry, null, null, seen, conclusion, action);
    }

    /** About a post that no entry is known for. */
    static Finding ofStranger(FindingKind kind, Slot slot, PostId post, String seen, String conclusion) {
        return new Finding(kind, Evidence.SITE, slot, post, null, null, null, seen, conclusion, Action.NONE);
    }

    /** Concluded from what was told, not seen. */
    static Finding concluded(FindingKind kind, LedgerRecord entry, ReceiptPost told, String conclusion, Action action) {
        return new Finding(
                kind,
                Evidence.RECEIPTS,
                entry.slot(),
                told.post(),
                entry,
                told,
                null,
                told.words(),
                conclusion,
                action);
    }

    /** What the ledger says, for the audit trail. */
    String onRecord() {
        return entry == null ? "nothing" : entry.words();
    }
}

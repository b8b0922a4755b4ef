package dev.colophon.wordpresspublisher.reconcile;

import dev.colophon.wordpresspublisher.protocol.OnRecord;
import dev.colophon.wordpresspublisher.protocol.RemoteState;
import dev.colophon.wordpresspublisher.protocol.SeenStatus;
import dev.colophon.wordpresspublisher.wordpress.SurveyedPost;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Ours → receipts, as a pure function: an entry whose last receipt an operator has declared invalid since. What the ledger holds and the
 * site still shows is told anew; nothing is written at the site for it.
 */
final class CompareTold {

    private CompareTold() {}

    /**
     * Whether it has to be told anew, and how; {@code seen} is null where the entry has no post, or the site proves that it has no
     * such post.
     */
    static Optional<Finding> of(LedgerRecord entry, List<ReceiptPost> told, @Nullable SurveyedPost seen) {
        Optional<ReceiptPost> last = told.stream()
                .max(Comparator.comparingInt(receipt -> receipt.slot().generation()));
        return last.filter(receipt -> isInvalid(entry, receipt))
                .map(receipt -> new Finding(
                        FindingKind.UNTOLD,
                        Evidence.SITE,
                        entry.slot(),
                        entry.post().map(OnRecord.Post::id).orElse(null),
                        entry,
                        receipt,
                        seen,
                        seen == null ? receipt.words() : CompareEntry.words(seen),
                        "The last receipt was declared invalid: the receipts do not tell any more what the ledger holds.",
                        action(entry, seen)));
    }

    /** Of a receipt that has not arrived there yet, nobody can have said that it is invalid. */
    private static boolean isInvalid(LedgerRecord entry, ReceiptPost told) {
        return told.lastSequence() >= entry.receiptSequence() && told.validSequence() < told.lastSequence();
    }

    private static Action action(LedgerRecord entry, @Nullable SurveyedPost seen) {
        if (entry.waiting()) {
            return Action.WAIT;
        }
        if (!entry.settled()) {
            return Action.LOOK_AGAIN;
        }
        return isStillSo(entry, seen) ? Action.TELL_AGAIN : Action.NONE;
    }

    /** Where the site shows something else, that is a finding of its own. What is public is told with its address or not at all. */
    private static boolean isStillSo(LedgerRecord entry, @Nullable SurveyedPost seen) {
        RemoteState state = entry.post().map(OnRecord.Post::state).orElse(null);
        return switch (state) {
            case null -> entry.cancelled();
            case PUBLIC -> seen != null && seen.isPublic() && seen.link() != null;
            case HELD -> seen != null && !seen.isPublic() && seen.status() != SeenStatus.TRASH;
            case REMOVED -> seen == null || !seen.isPublic();
            case RESERVED -> false;
        };
    }
}

package dev.colophon.wordpresspublisher.reconcile;

import dev.colophon.wordpresspublisher.protocol.OnRecord;
import dev.colophon.wordpresspublisher.protocol.RemoteState;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Receipts → ours, as a pure function: what a ledger from an old backup has forgotten, and its own receipts still tell. The site
 * has the last word: whatever is restored so is compared with it like any other entry.
 */
final class CompareReceipts {

    private CompareReceipts() {}

    /** What differs; {@code told} is of this publication, one per generation. */
    static Optional<Finding> of(LedgerRecord entry, List<ReceiptPost> told) {
        Optional<ReceiptPost> newest = told.stream()
                .max(Comparator.comparingInt(receipt -> receipt.slot().generation()));
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        ReceiptPost last = newest.get();
        int generation = entry.slot().generation();
        if (last.slot().generation() > generation) {
            return Optional.of(Finding.concluded(
                    FindingKind.GENERATION_AHEAD,
                    entry,
                    last,
                    "The receipts speak of a later generation than the ledger: it comes from an old backup.",
                    Action.NONE));
        }
        Optional<ReceiptPost> same = told.stream()
                .filter(receipt -> receipt.slot().generation() == generation && receipt.post() != null)
                .findFirst();
        if (same.isPresent() && !entry.cancelled() && entry.onRecord() instanceof OnRecord.Nothing) {
            return Optional.of(lost(entry, same.get()));
        }
        if (same.isPresent()
                && entry.post().isPresent()
                && !entry.holds(Objects.requireNonNull(same.get().post()))) {
            return Optional.of(Finding.concluded(
                    FindingKind.RECEIPTS_DISAGREE,
                    entry,
                    same.get(),
                    "The receipts name another post than the ledger. A person must look.",
                    Action.NONE));
        }
        return last.lastSequence() > entry.receiptSequence() ? Optional.of(behind(entry, last)) : Optional.empty();
    }

    /** The entry as it will stand once its lost record is restored: the site is compared with this. */
    static LedgerRecord believing(LedgerRecord entry, Finding finding) {
        ReceiptPost told = finding.told();
        if (told == null || finding.kind() != FindingKind.LOST_RECORD) {
            return entry;
        }
        var post = new OnRecord.Post(
                Objects.requireNonNull(told.post()), state(told, entry), told.slug(), told.contentHash());
        return entry.restored(post, isEnd(told) && told.revision() == entry.revision());
    }

    /** What the receipt's kind says of the post. A revision that the ledger does not know yet was not its to record. */
    static RemoteState state(ReceiptPost told, LedgerRecord entry) {
        if (told.revision() > entry.revision()) {
            return RemoteState.RESERVED;
        }
        return switch (told.kind()) {
            case "published" -> told.url() == null ? RemoteState.RESERVED : RemoteState.PUBLIC;
            case "unpublished" -> RemoteState.HELD;
            case "removed" -> RemoteState.REMOVED;
            default -> RemoteState.RESERVED;
        };
    }

    static boolean isEnd(ReceiptPost told) {
        return List.of("published", "unpublished", "removed").contains(told.kind());
    }

    private static Finding lost(LedgerRecord entry, ReceiptPost told) {
        String behind = told.revision() > entry.revision()
                ? " They speak of a newer revision than the ledger: read the requests topic again from before the backup."
                : "";
        return Finding.concluded(
                FindingKind.LOST_RECORD,
                entry,
                told,
                "The ledger has no post, and the receipts name one: it gets its own record back." + behind,
                Action.RESTORE);
    }

    private static Finding behind(LedgerRecord entry, ReceiptPost told) {
        return Finding.concluded(
                FindingKind.LEDGER_BEHIND,
                entry,
                told,
                "More receipts were told than the ledger has counted: it goes on counting after the last one.",
                Action.RESTORE);
    }
}

package dev.colophon.wordpresspublisher.reconcile;

import dev.colophon.wordpresspublisher.accept.AcceptRequests;
import dev.colophon.wordpresspublisher.database.DatabaseState;
import dev.colophon.wordpresspublisher.protocol.OnRecord;
import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.protocol.RemoteState;
import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.receipt.Receipt;
import dev.colophon.wordpresspublisher.receipt.Receipt.SeenInReceipt;
import dev.colophon.wordpresspublisher.receipt.ReceiptKind;
import dev.colophon.wordpresspublisher.receipt.ReceiptOutbox;
import dev.colophon.wordpresspublisher.wordpress.SurveyedPost;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The transaction of one finding: what is done to the ledger, its receipt and the audit row, together or not at all. A dry run
 * writes the audit row alone. Deleting a draft is no matter of the database: here its intention is noted.
 */
@Component
class ActOnFinding {

    private final LedgerRecords ledger;
    private final Findings findings;
    private final ReceiptOutbox receipts;
    private final AcceptRequests requests;
    private final DatabaseState database;

    ActOnFinding(
            LedgerRecords ledger,
            Findings findings,
            ReceiptOutbox receipts,
            AcceptRequests requests,
            DatabaseState database) {
        this.requests = requests;
        this.ledger = ledger;
        this.findings = findings;
        this.receipts = receipts;
        this.database = database;
    }

    /** What was noted, and under which number. */
    record Noted(int number, Result result) {}

    @Transactional
    public Noted of(Run run, Finding finding) {
        database.requireFit();
        Result result = result(run, finding);
        return new Noted(findings.append(run, finding, result), result);
    }

    /** The same where the database refused: the post is on record for another publication. */
    @Transactional
    public Noted refused(Run run, Finding finding) {
        return new Noted(findings.append(run, finding, Result.FAILED), Result.FAILED);
    }

    /** What came of a deletion that was intended. */
    @Transactional
    public void swept(Run run, Noted noted, Result result) {
        findings.result(run.id(), noted.number(), result);
    }

    private Result result(Run run, Finding finding) {
        LedgerRecord entry = finding.entry();
        if (entry == null || !finding.action().acts()) {
            return Result.NOTHING_TO_DO;
        }
        if (run.orders().dryRun()) {
            return Result.NOT_DONE;
        }
        boolean done = switch (finding.action()) {
            case LOOK_AGAIN -> ledger.lookAgain(entry);
            case ADOPT -> adopt(entry, Objects.requireNonNull(finding.post()));
            case RESTORE -> restore(entry, Objects.requireNonNull(finding.told()));
            case PARK -> park(entry, finding);
            case TELL_AGAIN -> tellAgain(entry, finding);
            case SWEEP -> true;
            case NONE, WAIT -> false;
        };
        if (!done) {
            return Result.CHANGED_MEANWHILE;
        }
        return finding.action() == Action.SWEEP ? Result.INTENDED : Result.DONE;
    }

    private boolean adopt(LedgerRecord entry, PostId post) {
        if (!ledger.adopt(entry, post)) {
            return false;
        }
        receipts.append(receipt(ReceiptKind.RESERVED, entry, ledger.known(entry), SeenInReceipt.ofId(post)));
        requests.held(entry.slot().publication());
        return true;
    }

    private boolean restore(LedgerRecord entry, ReceiptPost told) {
        return (entry.post().isPresent() || told.post() == null)
                ? ledger.countOn(entry, told.lastSequence())
                : ledger.restore(entry, told);
    }

    private boolean park(LedgerRecord entry, Finding finding) {
        if (!ledger.park(entry, "DUPLICATE_POSTS")) {
            return false;
        }
        String detail = "Recorded: %s. Also public at the site: post %s. %s"
                .formatted(
                        entry.post().map(post -> "post " + post.id()).orElse("no post"),
                        finding.post(),
                        finding.conclusion());
        SeenInReceipt recorded = entry.post()
                .map(post -> new SeenInReceipt(post.id().value(), null, post.slug(), null, post.contentHash()))
                .orElse(null);
        receipts.append(receipt(ReceiptKind.PARKED, entry, ledger.known(entry), recorded)
                .because(new Problem("DUPLICATE_POSTS", detail, null), "permanent", null));
        return true;
    }

    private boolean tellAgain(LedgerRecord entry, Finding finding) {
        if (!ledger.holdAsJudged(entry)) {
            return false;
        }
        RemoteState state = entry.post().map(OnRecord.Post::state).orElse(null);
        var known = ledger.known(entry);
        if (entry.post().isPresent() && !reservationIsTold(entry, finding)) {
            receipts.append(receipt(ReceiptKind.RESERVED, entry, known, seen(entry, null)));
        }
        receipts.append(
                switch (state) {
                    case null -> receipt(ReceiptKind.CANCELLED, entry, known, null);
                    case PUBLIC -> receipt(ReceiptKind.PUBLISHED, entry, known, seen(entry, finding.shown()));
                    case HELD -> receipt(ReceiptKind.UNPUBLISHED, entry, known, seen(entry, finding.shown()));
                    case REMOVED ->
                        receipt(ReceiptKind.REMOVED, entry, known, seen(entry, finding.shown()))
                                .because(
                                        new Problem(
                                                "WP_POST_REMOVED", "The post is still away: " + finding.seen(), null),
                                        "permanent",
                                        null);
                    case RESERVED -> throw new IllegalStateException("nothing was told of the end of " + entry.slot());
                });
        return true;
    }

    /** The first receipt that shows a post tells that it is reserved: where one holds, that one does. */
    private static boolean reservationIsTold(LedgerRecord entry, Finding finding) {
        ReceiptPost told = finding.told();
        return told != null && told.post() != null && told.slot().equals(entry.slot());
    }

    private static @Nullable SeenInReceipt seen(LedgerRecord entry, @Nullable SurveyedPost shown) {
        if (shown == null) {
            return entry.post().map(post -> SeenInReceipt.ofId(post.id())).orElse(null);
        }
        return new SeenInReceipt(
                shown.id().value(),
                shown.isPublic() ? shown.link() : null,
                shown.slug(),
                shown.status().word(),
                shown.contentHash());
    }

    private static Receipt receipt(
            ReceiptKind kind, LedgerRecord entry, LedgerRecords.Known known, @Nullable SeenInReceipt post) {
        return new Receipt(
                kind,
                entry.slot().publication(),
                known.job(),
                entry.site(),
                entry.slot().generation(),
                entry.revision(),
                known.attempts(),
                post,
                null,
                null,
                null,
                List.of(),
                known.inboxAt(),
                known.traceparent());
    }
}

package dev.colophon.wordpresspublisher.publish;

import dev.colophon.wordpresspublisher.ledger.UnreadableEntries;
import dev.colophon.wordpresspublisher.ledger.UnreadableEntry;
import dev.colophon.wordpresspublisher.ledger.Unvisited;
import dev.colophon.wordpresspublisher.ledger.WorkSignal;
import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.receipt.Receipt;
import dev.colophon.wordpresspublisher.receipt.ReceiptKind;
import dev.colophon.wordpresspublisher.receipt.ReceiptOutbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Has an entry that cannot be read wait for a person, and says so, within the transaction that claimed it: one such entry holds up
 * no other. Of a revision whose end was told nothing is told again; that it cannot be looked at is only logged.
 */
@Component
class ParkUnreadable {

    private static final Logger LOG = LoggerFactory.getLogger(ParkUnreadable.class);

    private final UnreadableEntries entries;
    private final ReceiptOutbox receipts;
    private final WorkSignal work;
    private final PublishProperties properties;

    ParkUnreadable(UnreadableEntries entries, ReceiptOutbox receipts, WorkSignal work, PublishProperties properties) {
        this.entries = entries;
        this.receipts = receipts;
        this.work = work;
        this.properties = properties;
    }

    void park(UnreadableEntry unreadable) {
        Unvisited entry = unreadable.entry();
        entries.park(unreadable, properties.lateRequestBound());
        if (!unreadable.endTold()) {
            receipts.append(Receipt.of(ReceiptKind.PARKED, entry).because(problem(unreadable), "not_sent", null));
        }
        LOG.error(
                "{} publication {} revision {} of site {} ({}) is put aside, all others go on. See docs/operations/{}.md",
                UnreadableEntries.CODE,
                entry.slot().publication(),
                entry.revision(),
                entry.site(),
                unreadable.where(),
                UnreadableEntries.CODE);
        lookOnceMore();
    }

    /** Others may be due in its place, once it is out of the way. */
    private void lookOnceMore() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                work.wake();
            }
        });
    }

    private static Problem problem(UnreadableEntry unreadable) {
        Unvisited entry = unreadable.entry();
        String detail = "The publisher cannot read its own entry of this story (" + unreadable.where()
                + "). Nothing more is sent.";
        boolean mayBePublic = entry.unsettled() || entry.hasPost();
        return new Problem(
                UnreadableEntries.CODE,
                mayBePublic
                        ? detail
                                + " Whether readers see the post is not known: it is looked at as soon as the entry can be read, and the status follows what it shows."
                        : detail,
                null);
    }
}

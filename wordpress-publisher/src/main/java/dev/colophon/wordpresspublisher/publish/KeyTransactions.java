package dev.colophon.wordpresspublisher.publish;

import dev.colophon.wordpresspublisher.accept.AcceptRequests;
import dev.colophon.wordpresspublisher.ledger.Attempts;
import dev.colophon.wordpresspublisher.ledger.Checkpoint;
import dev.colophon.wordpresspublisher.ledger.Claim;
import dev.colophon.wordpresspublisher.ledger.KeyedCreates;
import dev.colophon.wordpresspublisher.ledger.Ledger;
import dev.colophon.wordpresspublisher.protocol.SeenPost;
import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.receipt.Receipt;
import dev.colophon.wordpresspublisher.receipt.Receipt.SeenInReceipt;
import dev.colophon.wordpresspublisher.receipt.Receipt.StepTaken;
import dev.colophon.wordpresspublisher.receipt.ReceiptKind;
import dev.colophon.wordpresspublisher.receipt.ReceiptOutbox;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The transactions around a create under a key: its intent before it is sent, and what is known of it afterwards. A cancel that
 * came in between is answered together with that.
 */
@Component
class KeyTransactions {

    private final KeyedCreates creates;
    private final Ledger ledger;
    private final Attempts attempts;
    private final ReceiptOutbox receipts;
    private final AcceptRequests requests;

    KeyTransactions(
            KeyedCreates creates, Ledger ledger, Attempts attempts, ReceiptOutbox receipts, AcceptRequests requests) {
        this.creates = creates;
        this.ledger = ledger;
        this.attempts = attempts;
        this.receipts = receipts;
        this.requests = requests;
    }

    /** False: the claim is lost, nothing may be sent. */
    @Transactional
    public boolean intend(Claim claim) {
        boolean ours = creates.intend(claim);
        if (ours) {
            attempts.intendCreate(claim);
        }
        return ours;
    }

    /** The key's post, once and for all. {@code shown} is null where it is yet to be looked at. */
    @Transactional
    public Checkpoint record(Claim claim, PostId post, @Nullable SeenPost shown, List<StepTaken> steps) {
        Checkpoint checkpoint = ledger.checkpoint(claim, post);
        if (checkpoint instanceof Checkpoint.Held) {
            var seen = shown == null
                    ? SeenInReceipt.ofId(post)
                    : new SeenInReceipt(
                            post.value(), null, shown.slug(), shown.status().word(), shown.contentHash());
            receipts.append(Receipt.of(ReceiptKind.RESERVED, claim, steps).showing(seen));
            requests.held(claim.publication());
        }
        return checkpoint;
    }

    /** There is no post under the key. False: the claim is lost, or a cancel that waited for this has just taken it. */
    @Transactional
    public boolean forget(Claim claim) {
        boolean ours = creates.forget(claim);
        if (ours) {
            requests.held(claim.publication());
        }
        return ours;
    }
}

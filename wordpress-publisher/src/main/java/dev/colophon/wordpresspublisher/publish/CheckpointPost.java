package dev.colophon.wordpresspublisher.publish;

import dev.colophon.wordpresspublisher.ledger.Checkpoint;
import dev.colophon.wordpresspublisher.ledger.Claim;
import dev.colophon.wordpresspublisher.ledger.Ledger;
import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.receipt.Receipt;
import dev.colophon.wordpresspublisher.receipt.Receipt.SeenInReceipt;
import dev.colophon.wordpresspublisher.receipt.Receipt.StepTaken;
import dev.colophon.wordpresspublisher.receipt.ReceiptKind;
import dev.colophon.wordpresspublisher.receipt.ReceiptOutbox;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Transaction 2: puts the post id on record, set once, before anything else is done with it. From here the story is past the
 * point of no return.
 */
@Component
class CheckpointPost {

    private final Ledger ledger;
    private final ReceiptOutbox receipts;

    CheckpointPost(Ledger ledger, ReceiptOutbox receipts) {
        this.ledger = ledger;
        this.receipts = receipts;
    }

    @Transactional
    public Checkpoint of(Claim claim, PostId post, List<StepTaken> steps) {
        Checkpoint checkpoint = ledger.checkpoint(claim, post);
        if (checkpoint instanceof Checkpoint.Held) {
            receipts.append(Receipt.of(ReceiptKind.RESERVED, claim, steps)
                    .showing(new SeenInReceipt(post.value(), null, claim.slot().technicalSlug(), "draft", null)));
        }
        return checkpoint;
    }
}

package dev.colophon.wordpresspublisher.publish;

import dev.colophon.wordpresspublisher.ledger.Claim;
import dev.colophon.wordpresspublisher.ledger.Ledger;
import dev.colophon.wordpresspublisher.protocol.NextStep;
import dev.colophon.wordpresspublisher.receipt.Receipt;
import dev.colophon.wordpresspublisher.receipt.Receipt.StepTaken;
import dev.colophon.wordpresspublisher.receipt.ReceiptKind;
import dev.colophon.wordpresspublisher.receipt.ReceiptOutbox;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The transaction that closes a generation, whose post is proved to be gone, and opens the next one under the same claim. */
@Component
class OpenGeneration {

    private final Ledger ledger;
    private final ReceiptOutbox receipts;

    OpenGeneration(Ledger ledger, ReceiptOutbox receipts) {
        this.ledger = ledger;
        this.receipts = receipts;
    }

    /** The claim on the new generation; empty if the claim or the retry that asked for it is not ours any more. */
    @Transactional
    public Optional<Claim> after(NextStep.OpenGeneration absence, Claim claim, List<StepTaken> steps) {
        if (!ledger.openGeneration(claim, absence)) {
            return Optional.empty();
        }
        Claim opened = claim.inNextGeneration();
        receipts.append(Receipt.of(ReceiptKind.GENERATION_OPENED, opened, steps));
        return Optional.of(opened);
    }
}

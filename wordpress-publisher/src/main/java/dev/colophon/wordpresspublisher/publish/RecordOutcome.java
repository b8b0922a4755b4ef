package dev.colophon.wordpresspublisher.publish;

import dev.colophon.wordpresspublisher.ledger.Attempts;
import dev.colophon.wordpresspublisher.ledger.Claim;
import dev.colophon.wordpresspublisher.ledger.Ledger;
import dev.colophon.wordpresspublisher.ledger.Spent;
import dev.colophon.wordpresspublisher.receipt.ReceiptOutbox;
import dev.colophon.wordpresspublisher.site.SiteCircuits;
import dev.colophon.wordpresspublisher.site.SiteSign;
import dev.colophon.wordpresspublisher.site.SiteStates;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Transaction 3: the ledger row, the evidence and the receipt of how a visit ended, together and under the fencing token.
 * Where the token is not ours any more nothing is written: the next holder looks for itself.
 */
@Component
class RecordOutcome {

    private final Ledger ledger;
    private final Attempts attempts;
    private final ReceiptOutbox receipts;
    private final SiteStates sites;
    private final SiteCircuits circuits;
    private final PublishProperties properties;

    RecordOutcome(
            Ledger ledger,
            Attempts attempts,
            ReceiptOutbox receipts,
            SiteStates sites,
            SiteCircuits circuits,
            PublishProperties properties) {
        this.ledger = ledger;
        this.attempts = attempts;
        this.receipts = receipts;
        this.sites = sites;
        this.circuits = circuits;
        this.properties = properties;
    }

    /** What the visit made of its site's circuit; empty if the claim was lost. */
    @Transactional
    public Optional<SiteCircuits.Turn> of(Claim claim, Ending ending, SiteSign sign, Spent spent) {
        if (!ledger.release(claim, ending.outcome())) {
            return Optional.empty();
        }
        attempts.end(claim, ending.name(), ending.problem(), spent);
        ending.receipts().forEach(receipts::append);
        Optional.ofNullable(ending.lost())
                .ifPresent(lost -> sites.suspend(claim.site(), lost.problem(), properties.probeInterval()));
        return Optional.of(circuits.note(claim.site(), sign, claim.publication()));
    }
}

package dev.colophon.wordpresspublisher.publish;

import dev.colophon.wordpresspublisher.ledger.Attempts;
import dev.colophon.wordpresspublisher.ledger.Claim;
import dev.colophon.wordpresspublisher.ledger.Ledger;
import dev.colophon.wordpresspublisher.protocol.Change;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The transaction before each write: no request leaves without a committed intent under the same token. */
@Component
class IntendWrite {

    private final Ledger ledger;
    private final Attempts attempts;

    IntendWrite(Ledger ledger, Attempts attempts) {
        this.ledger = ledger;
        this.attempts = attempts;
    }

    /** {@code afterFill}: a FILL without an answer may still land. False: the claim is lost, nothing may be sent. */
    @Transactional
    public boolean of(Claim claim, Change change, boolean afterFill) {
        boolean ours = ledger.intend(claim, change, afterFill);
        if (ours) {
            attempts.intend(claim, change);
        }
        return ours;
    }
}

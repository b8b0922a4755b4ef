package dev.colophon.wordpresspublisher.publish;

import dev.colophon.wordpresspublisher.ledger.Outcome;
import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure;
import dev.colophon.wordpresspublisher.receipt.Receipt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be recorded of how a visit ended.
 *
 * @param receipts in this order; none where there is nothing new to tell
 * @param lost where the site does not know us: it is suspended in the same transaction
 */
record Ending(
        String name,
        Outcome outcome,
        @Nullable Problem problem,
        List<Receipt> receipts,
        WordPressFailure.@Nullable CredentialsLost lost) {

    Ending {
        receipts = List.copyOf(receipts);
    }
}

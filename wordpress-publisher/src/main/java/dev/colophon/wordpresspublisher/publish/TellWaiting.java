package dev.colophon.wordpresspublisher.publish;

import dev.colophon.wordpresspublisher.ledger.Unvisited;
import dev.colophon.wordpresspublisher.ledger.Waiting;
import dev.colophon.wordpresspublisher.ledger.WaitingEntries;
import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.receipt.Receipt;
import dev.colophon.wordpresspublisher.receipt.ReceiptKind;
import dev.colophon.wordpresspublisher.receipt.ReceiptOutbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells the stories that nobody visits, because their site does not answer, why they wait and until when, so that none is
 * silently stuck; and gives up those that have waited too long.
 */
@Component
class TellWaiting {

    private static final Logger LOG = LoggerFactory.getLogger(TellWaiting.class);
    private static final int AT_A_TIME = 100;

    private final WaitingEntries entries;
    private final ReceiptOutbox receipts;
    private final TransactionTemplate transaction;
    private final PublishProperties properties;
    private final RetryProperties retries;

    TellWaiting(
            WaitingEntries entries,
            ReceiptOutbox receipts,
            TransactionTemplate transaction,
            PublishProperties properties,
            RetryProperties retries) {
        this.entries = entries;
        this.receipts = receipts;
        this.transaction = transaction;
        this.properties = properties;
        this.retries = retries;
    }

    @Scheduled(fixedDelayString = "${colophon.publish.waiting-look:5s}")
    void look() {
        try {
            transaction.executeWithoutResult(_ -> {
                entries.giveUp(retries.giveUpAfter(), properties.lateRequestBound(), AT_A_TIME)
                        .forEach(this::parked);
                entries.untold(properties.announcedLatitude(), AT_A_TIME).forEach(this::deferred);
            });
        } catch (DataAccessException | TransactionException unavailable) {
            LOG.warn("waiting stories cannot be told now, the next look will: {}", unavailable.toString());
        }
    }

    private void parked(Waiting waiting) {
        Unvisited entry = waiting.entry();
        var problem = problem(
                "WAITED_TOO_LONG", "Gave up after " + retries.giveUpAfter().toHours() + " h", waiting);
        var told = entry.hasPost() ? problem.withUnknownPublicity() : problem;
        receipts.append(Receipt.of(ReceiptKind.PARKED, entry).because(told, "not_sent", null));
    }

    private void deferred(Waiting waiting) {
        Unvisited entry = waiting.entry();
        var kind = entry.unsettled() ? ReceiptKind.UNCONFIRMED : ReceiptKind.DEFERRED;
        var problem = problem("CIRCUIT_OPEN", "The site does not answer", waiting);
        receipts.append(Receipt.of(kind, entry).because(problem, "not_sent", waiting.untilProbe()));
    }

    private static Problem problem(String code, String said, Waiting waiting) {
        Problem reason = waiting.reason();
        String detail = "%s; last: %s (%s)".formatted(said, reason.detail(), reason.code());
        return new Problem(code, detail, reason.httpStatus());
    }
}

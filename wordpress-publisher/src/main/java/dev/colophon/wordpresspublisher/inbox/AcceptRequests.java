package dev.colophon.wordpresspublisher.inbox;

import dev.colophon.wordpresspublisher.ledger.Ledger;
import dev.colophon.wordpresspublisher.ledger.LedgerRequest;
import dev.colophon.wordpresspublisher.receipt.Receipt;
import dev.colophon.wordpresspublisher.receipt.ReceiptKind;
import dev.colophon.wordpresspublisher.receipt.ReceiptOutbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes a batch of requests into the ledger, in one transaction; what is not newer than the ledger changes nothing. */
@Component
class AcceptRequests {

    private final Ledger ledger;
    private final ReceiptOutbox receipts;
    private final InstantSource clock;

    AcceptRequests(Ledger ledger, ReceiptOutbox receipts, InstantSource clock) {
        this.ledger = ledger;
        this.receipts = receipts;
        this.clock = clock;
    }

    @Transactional
    public void accept(List<LedgerRequest> requests) {
        // In one order everywhere, so that two batches never wait for each other in a circle.
        requests.stream()
                .sorted(Comparator.comparing(
                                (LedgerRequest request) -> request.publication().value())
                        .thenComparingInt(LedgerRequest::generation)
                        .thenComparingLong(LedgerRequest::revision))
                .forEach(this::acceptOne);
    }

    private void acceptOne(LedgerRequest request) {
        Instant publishAt = request.publishAt();
        if (ledger.accept(request) == Ledger.Accepted.SCHEDULED && publishAt != null) {
            receipts.append(scheduled(request, Duration.between(clock.instant(), publishAt)));
        }
    }

    private static Receipt scheduled(LedgerRequest request, Duration until) {
        return new Receipt(
                ReceiptKind.SCHEDULED,
                request.publication(),
                request.jobId(),
                request.site(),
                request.generation(),
                request.revision(),
                0,
                null,
                null,
                null,
                until,
                List.of(),
                null,
                request.traceparent());
    }
}

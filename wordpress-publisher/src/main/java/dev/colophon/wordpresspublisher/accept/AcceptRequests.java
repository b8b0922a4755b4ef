package dev.colophon.wordpresspublisher.accept;

import dev.colophon.wordpresspublisher.database.DatabaseState;
import dev.colophon.wordpresspublisher.ledger.Accepted;
import dev.colophon.wordpresspublisher.ledger.HeldCancels;
import dev.colophon.wordpresspublisher.ledger.LedgerRequest;
import dev.colophon.wordpresspublisher.ledger.Requests;
import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.protocol.RemoteState;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.receipt.Receipt;
import dev.colophon.wordpresspublisher.receipt.Receipt.SeenInReceipt;
import dev.colophon.wordpresspublisher.receipt.ReceiptKind;
import dev.colophon.wordpresspublisher.receipt.ReceiptOutbox;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes a batch of requests into the ledger, in one transaction; what is not newer than the ledger changes nothing. A cancel
 * has its end here: either nothing is wanted any more, or a post is on record and the cancel is refused.
 */
@Component
public class AcceptRequests {

    private final Requests requests;
    private final HeldCancels held;
    private final ReceiptOutbox receipts;
    private final DatabaseState database;
    private final InstantSource clock;

    AcceptRequests(
            Requests requests, HeldCancels held, ReceiptOutbox receipts, DatabaseState database, InstantSource clock) {
        this.requests = requests;
        this.held = held;
        this.receipts = receipts;
        this.database = database;
        this.clock = clock;
    }

    @Transactional
    public void accept(List<LedgerRequest> batch) {
        database.requireFit();
        // In one order everywhere, so that two batches never wait for each other in a circle.
        batch.stream()
                .sorted(Comparator.comparing(
                                (LedgerRequest request) -> request.publication().value())
                        .thenComparingLong(LedgerRequest::revision))
                .forEach(this::acceptOne);
    }

    /** Within the transaction that made known whether there is a post: the cancel that waited for that has its end here. */
    public void held(PublicationId publication) {
        held.take(publication).ifPresent(this::acceptOne);
    }

    private void acceptOne(LedgerRequest request) {
        switch (requests.accept(request)) {
            case Accepted.Scheduled(var generation) -> {
                var publishAt = Objects.requireNonNull(request.publishAt(), "only a time makes a schedule");
                receipts.append(Receipt.of(ReceiptKind.SCHEDULED, request, generation)
                        .next(Duration.between(clock.instant(), publishAt)));
            }
            case Accepted.Cancelled(var generation) ->
                receipts.append(Receipt.of(ReceiptKind.CANCELLED, request, generation));
            case Accepted.TooLate late -> receipts.append(refused(request, late));
            case Accepted.Due _, Accepted.Stale _, Accepted.Held _ -> {}
        }
    }

    private static Receipt refused(LedgerRequest request, Accepted.TooLate late) {
        var problem = new Problem(
                "PAST_POINT_OF_NO_RETURN",
                "Post %d of the site is on record for this story already; to take it back, ask for unpublish."
                        .formatted(late.remoteId()),
                null);
        boolean open = late.state() == RemoteState.PUBLIC;
        var post = new SeenInReceipt(
                late.remoteId(), open ? late.link() : null, late.slug(), open ? "publish" : null, late.contentHash());
        return Receipt.of(ReceiptKind.CANCEL_REFUSED, request, late.generation())
                .showing(post)
                .because(problem, "permanent", null);
    }
}

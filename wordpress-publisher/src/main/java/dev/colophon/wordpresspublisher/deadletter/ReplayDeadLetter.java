package dev.colophon.wordpresspublisher.deadletter;

import dev.colophon.deadletter.DeadLetterRefused;
import dev.colophon.deadletter.DeadLetterRefused.Code;
import dev.colophon.deadletter.Place;
import dev.colophon.deadletter.Standing;
import dev.colophon.wordpresspublisher.accept.AcceptRequests;
import dev.colophon.wordpresspublisher.ledger.LedgerRequest;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Delivers a letter: what is wanted, its receipt and the note of who did it, in one transaction. Asks again, under the ledger entry's lock,
 * whether it is still undelivered.
 */
@Component
class ReplayDeadLetter {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayDeadLetter.class);

    private final AcceptRequests acceptRequests;
    private final Replays replays;

    ReplayDeadLetter(AcceptRequests acceptRequests, Replays replays) {
        this.acceptRequests = acceptRequests;
        this.replays = replays;
    }

    /** @throws DeadLetterRefused if it was delivered or overtaken meanwhile: nothing has changed */
    @Transactional
    public void replay(Place place, LedgerRequest request, String operator, String reason) {
        objection(replays.lock(request), request).ifPresent(kept -> {
            throw new DeadLetterRefused(kept.why(), kept.detail());
        });
        acceptRequests.accept(List.of(request));
        var reached = replays.reached(request);
        if (reached.isEmpty() || reached.get().revision() != request.revision()) {
            // Whoever made the entry a moment ago, while there was none to lock, wanted something newer.
            throw new DeadLetterRefused(Code.DEAD_LETTER_OVERTAKEN, "The ledger took a newer request a moment ago.");
        }
        replays.put(place, request, operator, reason);
        LOG.info("Dead letter {} delivered as request {} by {}", place, request.requestId(), operator);
    }

    /** What the ledger has against it; empty if nothing. */
    static Optional<Standing.Kept<LedgerRequest>> objection(Optional<Replays.Reached> ledger, LedgerRequest request) {
        return ledger.filter(reached -> reached.revision() >= request.revision())
                .map(reached -> reached.request().equals(request.requestId())
                        ? new Standing.Kept<>(Code.DEAD_LETTER_DELIVERED, "What is wanted is from this very request.")
                        : new Standing.Kept<>(
                                Code.DEAD_LETTER_OVERTAKEN,
                                "The ledger has taken revision " + reached.revision() + "; this is revision "
                                        + request.revision() + "."));
    }
}

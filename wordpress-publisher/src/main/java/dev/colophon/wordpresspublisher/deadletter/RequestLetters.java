package dev.colophon.wordpresspublisher.deadletter;

import dev.colophon.deadletter.DeadLetterRefused;
import dev.colophon.deadletter.DeadLetterRefused.Code;
import dev.colophon.deadletter.Letter;
import dev.colophon.deadletter.LetterIntake;
import dev.colophon.deadletter.Place;
import dev.colophon.deadletter.Replay;
import dev.colophon.deadletter.Standing;
import dev.colophon.wordpresspublisher.inbox.RequestDecoder;
import dev.colophon.wordpresspublisher.inbox.Unreadable;
import dev.colophon.wordpresspublisher.ledger.LedgerRequest;
import dev.colophon.wordpresspublisher.ledger.WorkSignal;
import java.util.Collection;
import java.util.Map;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/** Requests that were not taken in: undelivered is what the ledger has taken neither in this revision nor in a newer one. */
@Component
class RequestLetters implements LetterIntake<LedgerRequest> {

    private final Replays replays;
    private final RequestDecoder decoder;
    private final ReplayDeadLetter replayDeadLetter;
    private final WorkSignal work;

    RequestLetters(Replays replays, RequestDecoder decoder, ReplayDeadLetter replayDeadLetter, WorkSignal work) {
        this.replays = replays;
        this.decoder = decoder;
        this.replayDeadLetter = replayDeadLetter;
        this.work = work;
    }

    @Override
    public Map<Place, Replay> replays(Collection<Place> places) {
        return replays.of(places);
    }

    @Override
    public Standing<LedgerRequest> standing(Letter letter) {
        try {
            var request = read(letter);
            return ReplayDeadLetter.objection(replays.reached(request), request)
                    .<Standing<LedgerRequest>>map(kept -> kept)
                    .orElseGet(() -> new Standing.Undelivered<>(
                            request,
                            "The ledger has taken in neither revision " + request.revision()
                                    + " of this publication nor a newer one."));
        } catch (Unreadable unreadable) {
            return new Standing.Kept<>(
                    Code.DEAD_LETTER_UNREADABLE,
                    unreadable.getMessage()
                            + ". It cannot be read by this build either: its producer has to say it anew.");
        }
    }

    @Override
    public void deliver(Place place, LedgerRequest request, String operator, String reason) {
        try {
            replayDeadLetter.replay(place, request, operator, reason);
        } catch (DataIntegrityViolationException refused) {
            throw DeadLetterRefused.again(refused);
        }
        work.wake();
    }

    private LedgerRequest read(Letter letter) throws Unreadable {
        var record = letter.original()
                .orElseThrow(() -> new Unreadable("ORIGIN_UNKNOWN: its headers do not say where it was"));
        return decoder.decode(record)
                .orElseThrow(() -> new Unreadable("its site is of another platform, whose adapter carries it out"));
    }
}

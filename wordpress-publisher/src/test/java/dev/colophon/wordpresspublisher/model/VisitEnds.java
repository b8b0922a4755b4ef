package dev.colophon.wordpresspublisher.model;

import dev.colophon.wordpresspublisher.ledger.Outcome;
import dev.colophon.wordpresspublisher.protocol.NextStep;
import dev.colophon.wordpresspublisher.protocol.RetryPolicy;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure;
import dev.colophon.wordpresspublisher.publish.RecordedEnding;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What is recorded of the end of a visit, as {@code Endings} says, and without what a guard that is off would have added. */
final class VisitEnds {

    private final Bounds bounds;
    private final Acts acts;
    private final RecordedEnding.Source endings;
    private final Map<Long, RecordedEnding> known = new HashMap<>();
    private final Bits bits = new Bits();

    VisitEnds(Bounds bounds, Acts acts) {
        this.bounds = bounds;
        this.acts = acts;
        var policy = new RetryPolicy(
                Duration.ofSeconds(2),
                Duration.ofMinutes(5),
                bounds.strikes(),
                Duration.ofHours(72),
                Duration.ofSeconds(45),
                3,
                Duration.ofHours(1),
                Duration.ofMinutes(5));
        this.endings = RecordedEnding.under(policy, Standpoint.T_MAX);
    }

    RecordedEnding of(Errand errand) {
        return known.computeIfAbsent(errand.pack(bits, errand.token), word -> {
            var claim = Standpoint.claim(errand);
            RecordedEnding ending = switch (acts.act(errand.next)) {
                case NextStep.End end -> endings.of(claim, end, Standpoint.mayStillLand(errand));
                case WordPressFailure failure ->
                    endings.of(
                            claim,
                            failure,
                            bounds.guarded(Guard.KEEP_UNTIL_SEEN)
                                    ? Standpoint.endNotSeen(errand)
                                    : Standpoint.mayStillLand(errand));
                default -> throw new IllegalStateException("the visit is not over");
            };
            return without(ending);
        });
    }

    private RecordedEnding without(RecordedEnding whole) {
        RecordedEnding ending = bounds.guarded(Guard.READ_BACK) ? whole : withoutReadBack(whole);
        return bounds.guarded(Guard.LOOK_AFTER_GIVING_UP) ? ending : withoutLook(ending);
    }

    private static RecordedEnding withoutLook(RecordedEnding ending) {
        return ending.outcome() instanceof Outcome.GivenUp(var reason, var shown, var _, var unsettled)
                ? new RecordedEnding(new Outcome.GivenUp(reason, shown, null, unsettled), ending.told())
                : ending;
    }

    private static RecordedEnding withoutReadBack(RecordedEnding ending) {
        Outcome outcome = switch (ending.outcome()) {
            case Outcome.Settled(var state, var seen, var unsettled, var _, var _) ->
                new Outcome.Settled(state, seen, unsettled, null);
            case Outcome.Unchanged(var unsettled, var _) -> new Outcome.Unchanged(unsettled, null);
            case Outcome.Troubled troubled -> troubled;
            case Outcome.GivenUp given -> given;
        };
        return new RecordedEnding(outcome, ending.told());
    }
}

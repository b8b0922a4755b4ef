package dev.colophon.wordpresspublisher.publish;

import dev.colophon.wordpresspublisher.fault.CrashPoints;
import dev.colophon.wordpresspublisher.fault.Step;
import dev.colophon.wordpresspublisher.protocol.WordPressFailed;
import dev.colophon.wordpresspublisher.receipt.Receipt.StepTaken;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The steps of one visit, put down as they are done; before and after each the worker may die. */
final class VisitSteps {

    private final CrashPoints crash;
    private final InstantSource clock;
    private final List<StepTaken> taken = new ArrayList<>();

    VisitSteps(Instant claimedAt, CrashPoints crash, InstantSource clock) {
        this.crash = crash;
        this.clock = clock;
        taken.add(new StepTaken(Step.CLAIMED.word(), claimedAt));
    }

    @FunctionalInterface
    interface Question<T> {
        T ask() throws WordPressFailed;
    }

    @FunctionalInterface
    interface Order {
        void give() throws WordPressFailed;
    }

    /** What was done and when. */
    List<StepTaken> taken() {
        return List.copyOf(taken);
    }

    /** The same with this one, which is about to be done. */
    List<StepTaken> upTo(Step step) {
        List<StepTaken> upToHere = new ArrayList<>(taken);
        upToHere.add(new StepTaken(step.word(), clock.instant()));
        return upToHere;
    }

    /** A question to the site. The step is over, for the crash switch, when the request has returned or failed. */
    <T> T asked(Step step, Question<T> question) throws WordPressFailed {
        crash.before(step);
        T answer;
        try {
            answer = question.ask();
        } catch (WordPressFailed failed) {
            crash.after(step);
            throw failed;
        }
        done(step);
        return answer;
    }

    void told(Step step, Order order) throws WordPressFailed {
        asked(step, () -> {
            order.give();
            return step;
        });
    }

    void begins(Step step) {
        crash.before(step);
    }

    /** Over, and nothing that a receipt tells of. */
    void over(Step step) {
        crash.after(step);
    }

    void done(Step step) {
        taken.add(new StepTaken(step.word(), clock.instant()));
        crash.after(step);
    }
}

package dev.colophon.local.rehearse;

import dev.colophon.local.api.Answer;
import dev.colophon.local.api.ApiUnreachable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Asks again until something is so, at most until the rehearsal's time is up. */
record Attempts(InstantSource clock, Rehearsal.Pause pause, Instant deadline) {

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    /** A request that may be repeated without harm. */
    interface Question {
        Answer ask() throws ApiUnreachable;
    }

    /** Something that may become so. */
    interface Look {
        /** @return what is still missing; empty when nothing is */
        String missing() throws RoadBrokenException, InterruptedException;
    }

    /** An API that is away or busy is asked again; what it refuses breaks the road. */
    Answer ask(String what, Question question) throws RoadBrokenException, InterruptedException {
        while (true) {
            String trouble;
            try {
                var answer = question.ask();
                if (answer.isSuccess()) {
                    return answer;
                }
                if (!answer.isPassing()) {
                    throw new RoadBrokenException(what + ": " + answer.problem());
                }
                trouble = answer.problem();
            } catch (ApiUnreachable silence) {
                trouble = String.valueOf(silence.getMessage());
            }
            again(what + ": " + trouble);
        }
    }

    void until(Look look) throws RoadBrokenException, InterruptedException {
        for (var missing = look.missing(); !missing.isEmpty(); missing = look.missing()) {
            again(missing);
        }
    }

    private void again(String why) throws RoadBrokenException, InterruptedException {
        if (clock.instant().isAfter(deadline)) {
            throw new RoadBrokenException("the time is up, and " + why);
        }
        pause.of(LOOK_EVERY);
    }
}

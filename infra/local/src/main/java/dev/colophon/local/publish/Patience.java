package dev.colophon.local.publish;

import dev.colophon.local.api.Answer;
import dev.colophon.local.api.ApiUnreachable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Asks until there is an answer worth having: an API that is away, busy or over its limit is asked again, later and later,
 * up to the deadline. Only a few questions are in the air at once, however many stories there are.
 */
final class Patience {

    static final int QUESTIONS_AT_ONCE = 8;

    private static final Duration FIRST_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);
    private static final int DOUBLINGS_MAX = 5;

    private final Semaphore turns = new Semaphore(QUESTIONS_AT_ONCE, true);
    private final InstantSource clock;
    private final Pause pause;
    private final RandomGenerator random;
    private final Instant deadline;

    Patience(InstantSource clock, Pause pause, RandomGenerator random, Instant deadline) {
        this.clock = clock;
        this.pause = pause;
        this.random = random;
        this.deadline = deadline;
    }

    /** A request that may be repeated without harm. */
    interface Question {
        Answer ask() throws ApiUnreachable;
    }

    /** The deadline passed. */
    static final class RunOut extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** @param onTrouble is told why it takes longer */
    Answer ask(Question question, Consumer<String> onTrouble) throws RunOut, InterruptedException {
        for (var attempt = 0; ; attempt++) {
            try {
                var answer = inTurn(question);
                if (!answer.isPassing()) {
                    return answer;
                }
                onTrouble.accept(answer.problem());
                wait(answer.retryAfter() == null ? backoff(attempt) : answer.retryAfter());
            } catch (ApiUnreachable silence) {
                onTrouble.accept(String.valueOf(silence.getMessage()));
                wait(backoff(attempt));
            }
        }
    }

    void wait(Duration duration) throws RunOut, InterruptedException {
        var left = Duration.between(clock.instant(), deadline);
        if (!left.isPositive()) {
            throw new RunOut();
        }
        pause.of(duration.compareTo(left) < 0 ? duration : left);
    }

    private Answer inTurn(Question question) throws ApiUnreachable, InterruptedException {
        turns.acquire();
        try {
            return question.ask();
        } finally {
            turns.release();
        }
    }

    // At least half of the step, so that a busy API is really left alone; the rest by chance, so that callers spread.
    private Duration backoff(int attempt) {
        var step = FIRST_WAIT.multipliedBy(1L << Math.min(attempt, DOUBLINGS_MAX));
        var capped = step.compareTo(LONGEST_WAIT) < 0 ? step : LONGEST_WAIT;
        return Duration.ofMillis(capped.toMillis() / 2 + random.nextLong(capped.toMillis() / 2 + 1));
    }
}

package dev.colophon.publishapi.webhook.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Pauses between attempts: doubled each time up to a longest one, and of that a random part (full jitter). Pure. */
record Backoff(Duration first, Duration longest) {

    private static final int DOUBLINGS_MAX = 30;

    /**
     * The pause after an attempt.
     *
     * @param attempts how many were made, from 1
     * @param asked what the receiver asked for (Retry-After): not sooner, but no later than the longest pause either
     */
    Duration after(int attempts, Duration asked, RandomGenerator random) {
        var doubled = first.multipliedBy(1L << Math.min(attempts - 1, DOUBLINGS_MAX));
        var most = (doubled.compareTo(longest) > 0 ? longest : doubled).toMillis();
        var pause = Duration.ofMillis(random.nextLong(most + 1));
        var least = asked.compareTo(longest) > 0 ? longest : asked;
        return pause.compareTo(least) < 0 ? least : pause;
    }
}

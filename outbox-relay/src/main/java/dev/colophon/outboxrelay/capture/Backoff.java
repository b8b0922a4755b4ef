package dev.colophon.outboxrelay.capture;

import java.time.Duration;

/** Bounded exponential pause; an engine that ran longer than the longest pause has earned the shortest again. */
final class Backoff {

    private final Duration min;
    private final Duration max;
    private Duration next;

    Backoff(Duration min, Duration max) {
        this.min = min;
        this.max = max;
        this.next = min;
    }

    /** The pause after an engine that ran for {@code life}. */
    Duration after(Duration life) {
        if (life.compareTo(max) > 0) {
            next = min;
        }
        var pause = next;
        var doubled = next.multipliedBy(2);
        next = doubled.compareTo(max) > 0 ? max : doubled;
        return pause;
    }
}

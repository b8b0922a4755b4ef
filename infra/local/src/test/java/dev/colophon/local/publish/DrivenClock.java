package dev.colophon.local.publish;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Time passes when somebody waits, and only then. */
final class DrivenClock implements InstantSource, Pause {

    private Instant now = Instant.parse("2026-11-24T12:00:00Z");
    private final List<Duration> waits = new ArrayList<>();

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized void of(Duration duration) {
        waits.add(duration);
        now = now.plus(duration);
    }

    synchronized List<Duration> waits() {
        return List.copyOf(waits);
    }
}

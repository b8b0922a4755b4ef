package dev.colophon.outboxrelay.observe;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The canaries that came out of Kafka, and when. All that was committed before a canary was let go is behind it on the same
 * road: what is still not seen then is late, and soon missing.
 */
@Component
public class SeenCanaries {

    private static final int KEPT_MAX = 1_000;

    private final InstantSource clock;
    private final Deque<Sighting> sightings = new ArrayDeque<>();

    SeenCanaries(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void see(Collection<UUID> canaries) {
        var now = clock.instant();
        canaries.forEach(canary -> sightings.addLast(new Sighting(canary, now)));
        while (sightings.size() > KEPT_MAX) {
            sightings.removeFirst();
        }
    }

    /** The newest canary that was seen no later than this. */
    public synchronized Optional<UUID> newestSeenUntil(Instant latest) {
        return sightings.reversed().stream()
                .filter(one -> !one.at().isAfter(latest))
                .map(Sighting::canary)
                .findFirst();
    }

    private record Sighting(UUID canary, Instant at) {}
}

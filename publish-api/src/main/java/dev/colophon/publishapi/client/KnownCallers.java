package dev.colophon.publishapi.client;

import dev.colophon.publishapi.client.ApiKeys.Recognised;
import dev.colophon.publishapi.hash.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/**
 * Whom the database recognised within the last second, by the hash of the key: who sends many requests is not asked for at each.
 * A key that is revoked elsewhere lets in for at most {@link #KNOWN_FOR} longer; here it is forgotten at once. Bounded.
 */
@Component
class KnownCallers {

    static final Duration KNOWN_FOR = Duration.ofSeconds(1);
    static final int MOST = 1000;

    private final ConcurrentMap<Sha256, Known> known = new ConcurrentHashMap<>();
    private final AtomicLong generation = new AtomicLong();

    Optional<Caller> find(Sha256 key, Instant now) {
        return Optional.ofNullable(known.get(key))
                .filter(entry -> entry.asOf() == generation.get() && entry.holdsAt(now))
                .map(entry -> entry.recognised().caller());
    }

    /** To be read before the database is asked, and shown with what it said. */
    long generation() {
        return generation.get();
    }

    /** What was read before something was forgotten counts for nothing: it may be what was. */
    void keep(Sha256 key, Recognised recognised, Instant now, long asOf) {
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(key, new Known(recognised, now, asOf));
    }

    /** Once a key was revoked, or given an end. */
    void forget() {
        generation.incrementAndGet();
        known.clear();
    }

    private record Known(Recognised recognised, Instant since, long asOf) {

        /** A clock that was set back makes nobody known for longer. */
        boolean holdsAt(Instant now) {
            return !now.isBefore(since) && now.isBefore(since.plus(KNOWN_FOR)) && recognised.validAt(now);
        }
    }
}

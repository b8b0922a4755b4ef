package dev.colophon.publishapi.client;

import dev.colophon.publishapi.client.ApiKeys.Recognised;
import dev.colophon.publishapi.hash.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
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

    Optional<Caller> find(Sha256 key, Instant now) {
        return Optional.ofNullable(known.get(key))
                .filter(entry -> entry.holdsAt(now))
                .map(entry -> entry.recognised().caller());
    }

    void keep(Sha256 key, Recognised recognised, Instant now) {
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(key, new Known(recognised, now));
    }

    /** Once a key was revoked, or given an end. */
    void forget() {
        known.clear();
    }

    private record Known(Recognised recognised, Instant since) {

        /** A clock that was set back makes nobody known for longer. */
        boolean holdsAt(Instant now) {
            return !now.isBefore(since) && now.isBefore(since.plus(KNOWN_FOR)) && recognised.validAt(now);
        }
    }
}

package dev.colophon.wordpresspublisher.wordpress;

import dev.colophon.wordpresspublisher.publication.SiteId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/**
 * Remembers the ids of terms for a while, and lets one caller per site make terms at a time: WordPress gives two ids to one
 * name when two ask at once.
 */
@Component
class TermCache {

    /** Names differ by case only in the eyes of people; WordPress takes them for one. */
    record Term(SiteId site, String taxonomy, String name) {}

    private record Known(long id, Instant until) {}

    private final WordPressProperties properties;
    private final InstantSource clock;
    private final Map<Term, Known> known;
    private final Map<SiteId, Lock> locks = new ConcurrentHashMap<>();

    TermCache(WordPressProperties properties, InstantSource clock) {
        this.properties = properties;
        this.clock = clock;
        this.known = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Term, Known> eldest) {
                return size() > properties.termCache();
            }
        };
    }

    Lock lockOf(SiteId site) {
        return locks.computeIfAbsent(site, _ -> new ReentrantLock());
    }

    Optional<Long> find(Term term) {
        synchronized (known) {
            Known found = known.get(term);
            return found != null && clock.instant().isBefore(found.until())
                    ? Optional.of(found.id())
                    : Optional.empty();
        }
    }

    void put(Term term, long id) {
        synchronized (known) {
            known.put(term, new Known(id, clock.instant().plus(properties.termLifetime())));
        }
    }

    void forget(SiteId site) {
        synchronized (known) {
            known.keySet().removeIf(term -> term.site().equals(site));
        }
    }
}

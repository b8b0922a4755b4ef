package dev.colophon.wordpresspublisher.wordpress;

import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.site.SiteTerms;
import dev.colophon.wordpresspublisher.site.SiteTerms.Term;
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
 * name when two ask at once. Across publishers the same is held by {@link SiteTerms}.
 */
@Component
class TermCache {

    private record Known(long id, Instant until) {}

    private final WordPressProperties properties;
    private final SiteTerms checkpoints;
    private final InstantSource clock;
    private final Map<Term, Known> known;
    private final Map<SiteId, Lock> locks = new ConcurrentHashMap<>();

    TermCache(WordPressProperties properties, SiteTerms checkpoints, InstantSource clock) {
        this.checkpoints = checkpoints;
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
        Optional<Long> here = remembered(term);
        if (here.isPresent()) {
            return here;
        }
        Optional<Long> onRecord = checkpoints.find(term);
        onRecord.ifPresent(id -> remember(term, id));
        return onRecord;
    }

    /** The right to make it, for longer than a request lives; empty where another publisher has it or is done. */
    Optional<SiteTerms.Making> claim(Term term) {
        return checkpoints.claim(term, properties.requestTimeout().multipliedBy(2));
    }

    void giveUp(SiteTerms.Making making) {
        checkpoints.giveUp(making);
    }

    private Optional<Long> remembered(Term term) {
        synchronized (known) {
            Known found = known.get(term);
            return found != null && clock.instant().isBefore(found.until())
                    ? Optional.of(found.id())
                    : Optional.empty();
        }
    }

    /** Puts the id down for all publishers, and hands back the one that stands. */
    long made(Term term, long id) {
        long standing = checkpoints.made(term, id);
        remember(term, standing);
        return standing;
    }

    private void remember(Term term, long id) {
        synchronized (known) {
            known.put(term, new Known(id, clock.instant().plus(properties.termLifetime())));
        }
    }

    void forget(SiteId site, TermIds ids) {
        checkpoints.forget(site, ids.all());
        forgetHere(site);
    }

    /** Where the site does not say which of them it dropped. */
    void forgetAll(SiteId site) {
        checkpoints.forgetAll(site);
        forgetHere(site);
    }

    private void forgetHere(SiteId site) {
        synchronized (known) {
            known.keySet().removeIf(term -> term.site().equals(site));
        }
    }
}

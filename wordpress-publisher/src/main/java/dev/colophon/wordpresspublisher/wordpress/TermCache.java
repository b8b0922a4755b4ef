package dev.colophon.wordpresspublisher.wordpress;

import dev.colophon.wordpresspublisher.fault.CrashPoints;
import dev.colophon.wordpresspublisher.fault.Step;
import dev.colophon.wordpresspublisher.protocol.WordPressFailed;
import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.site.SiteTerms;
import dev.colophon.wordpresspublisher.site.SiteTerms.Term;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/**
 * Remembers the ids of terms for a while, and lets one caller per site make terms at a time: WordPress gives two ids to one
 * name when two ask at once. Across publishers the same is held by {@link SiteTerms}. Nobody waits longer for his turn than for an
 * answer of the site.
 */
@Component
class TermCache {

    private record Known(long id, Instant until) {}

    private final WordPressProperties properties;
    private final SiteTerms checkpoints;
    private final InstantSource clock;
    private final CrashPoints crash;
    private final Map<Term, Known> known;
    private final Map<SiteId, Lock> locks = new ConcurrentHashMap<>();

    /** Asks the site for a term, and hands back its id; none where the site was asked, and none came of it. */
    interface Maker {
        Optional<Long> make() throws WordPressFailed;
    }

    /** The right to make terms of a site, until it is closed. */
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    TermCache(WordPressProperties properties, SiteTerms checkpoints, InstantSource clock, CrashPoints crash) {
        this.checkpoints = checkpoints;
        this.crash = crash;
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

    /** Empty where another story has the turn for longer than the site may take for one answer. */
    Optional<Turn> turn(SiteId site) {
        Lock lock = locks.computeIfAbsent(site, _ -> new ReentrantLock());
        try {
            return lock.tryLock(properties.requestTimeout().toNanos(), TimeUnit.NANOSECONDS)
                    ? Optional.of(lock::unlock)
                    : Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
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

    /**
     * Has it made and puts its id down for all publishers; hands back the one that stands, or nothing where another publisher is making
     * it, or none was made. The claim lasts longer than a request lives.
     */
    Optional<Long> make(Term term, Maker maker) throws WordPressFailed {
        Optional<SiteTerms.Making> making =
                checkpoints.claim(term, properties.requestTimeout().multipliedBy(2));
        if (making.isEmpty()) {
            return Optional.empty();
        }
        try {
            crash.before(Step.TERM_MADE);
            Optional<Long> id = maker.make();
            crash.after(Step.TERM_MADE);
            if (id.isEmpty()) {
                checkpoints.giveUp(making.get());
            }
            return id.map(one -> made(term, one));
        } catch (WordPressFailed failed) {
            // Of all others a late request may still make the term: until the claim runs out nobody asks for it again.
            if (failed.failure().isOver()) {
                checkpoints.giveUp(making.get());
            }
            throw failed;
        }
    }

    private long made(Term term, long id) {
        crash.before(Step.TERM_CHECKPOINTED);
        long standing = checkpoints.made(term, id);
        crash.after(Step.TERM_CHECKPOINTED);
        remember(term, standing);
        return standing;
    }

    private Optional<Long> remembered(Term term) {
        synchronized (known) {
            Known found = known.get(term);
            return found != null && clock.instant().isBefore(found.until())
                    ? Optional.of(found.id())
                    : Optional.empty();
        }
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

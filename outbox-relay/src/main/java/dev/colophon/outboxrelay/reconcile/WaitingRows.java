package dev.colophon.outboxrelay.reconcile;

import dev.colophon.outboxrelay.guard.GuardProperties;
import dev.colophon.outboxrelay.guard.RelayGuard;
import dev.colophon.outboxrelay.guard.RelayLock;
import dev.colophon.outboxrelay.guard.UnsentRows;
import dev.colophon.outboxrelay.observe.Observer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks every few seconds at what is committed and not yet seen in Kafka. It knows nothing on a standby, and where it cannot ask. */
@Component
class WaitingRows implements UnsentRows {

    static final int COUNT_MAX = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(WaitingRows.class);

    private final MissingRows missing;
    private final Reconciler reconciler;
    private final Observer observer;
    private final GuardProperties properties;
    private final RelayGuard guard;
    private final RelayLock lock;
    private final Map<String, MissingRows.Waiting> latest = new ConcurrentHashMap<>();
    /** Read and written only by the look. */
    private long proofs;

    WaitingRows(
            MissingRows missing,
            Reconciler reconciler,
            Observer observer,
            GuardProperties properties,
            RelayGuard guard,
            RelayLock lock) {
        this.missing = missing;
        this.reconciler = reconciler;
        this.observer = observer;
        this.properties = properties;
        this.guard = guard;
        this.lock = lock;
    }

    @Scheduled(fixedDelayString = "5s", initialDelayString = "5s")
    void look() {
        if (lock.state() != RelayLock.State.HELD || !guard.isContent()) {
            latest.clear();
            return;
        }
        try {
            leaveOffAnew(observer.proofs());
            for (var outbox : properties.outboxesOfServices()) {
                latest.put(outbox, missing.waiting(outbox, settled(outbox), COUNT_MAX));
            }
        } catch (DataAccessException e) {
            LOG.debug("What waits cannot be counted", e);
            latest.clear();
        }
    }

    /** Where it left off was settled by proofs that may be given up. */
    private void leaveOffAnew(long standing) {
        if (proofs != standing) {
            latest.clear();
            proofs = standing;
        }
    }

    /** Where the last look could leave off, so that a look costs what came since, not what half a minute brought. */
    private Instant settled(String outbox) {
        var byPass = reconciler.settled();
        return of(outbox)
                .map(MissingRows.Waiting::settled)
                .filter(byPass::isBefore)
                .orElse(byPass);
    }

    Optional<MissingRows.Waiting> of(String outbox) {
        return Optional.ofNullable(latest.get(outbox));
    }

    @Override
    public Optional<Duration> oldestAge() {
        return latest.values().stream()
                .map(waiting -> Duration.ofMillis(Math.round(waiting.oldestSeconds() * 1e3)))
                .max(Duration::compareTo);
    }
}

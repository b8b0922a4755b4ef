package dev.colophon.statusprojector.rebuild;

import dev.colophon.statusprojector.publication.PublicationId;
import dev.colophon.statusprojector.rebuild.Differences.Counts;
import dev.colophon.statusprojector.rebuild.Differences.Shown;
import dev.colophon.statusprojector.rebuild.RebuildLock.Held;
import jakarta.annotation.PreDestroy;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Rebuilds for operators: begun here, worked on behind, one at a time over all instances. Who begins one has the lock already and
 * hands it to the worker, so none is on record as running that nobody was going to work on.
 */
@Service
public class RebuildProjection {

    private static final Logger LOG = LoggerFactory.getLogger(RebuildProjection.class);
    private static final int STOP_SECONDS_MAX = 20;

    private final Rebuilds rebuilds;
    private final SelectedPublications selected;
    private final Differences differences;
    private final RunRebuild runRebuild;
    private final RebuildLock lock;
    private final InstantSource clock;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("rebuild").factory());
    private volatile boolean stopped;

    RebuildProjection(
            Rebuilds rebuilds,
            SelectedPublications selected,
            Differences differences,
            RunRebuild runRebuild,
            RebuildLock lock,
            InstantSource clock) {
        this.rebuilds = rebuilds;
        this.selected = selected;
        this.differences = differences;
        this.runRebuild = runRebuild;
        this.lock = lock;
        this.clock = clock;
    }

    /**
     * Begins one.
     *
     * @param dryRun only find what differs
     * @throws RebuildRefused if one has not ended, or whoever worked on the last one has not let go of it
     */
    public Rebuild start(UUID id, RebuildSelection selection, boolean dryRun, String reason, String author) {
        if (rebuilds.anyRuns() && isWorkedOn()) {
            throw running("A rebuild has not ended yet: wait for it, or cancel it.");
        }
        return work(() -> {
            if (!rebuilds.start(id, dryRun, selection, reason, author, selected.count(selection), clock.instant())) {
                // One runs on record, and it is us who have the lock.
                throw running("A rebuild was interrupted, and nobody works on it: resume it, or cancel it.");
            }
            return one(id);
        });
    }

    /**
     * Goes on with one that was interrupted.
     *
     * @throws RebuildRefused if it has ended, or somebody works on it
     */
    public Rebuild resume(UUID id) {
        unlessEnded(id);
        return work(() -> unlessEnded(id));
    }

    /**
     * Ends one. What it has put right stays so: it only ever puts right.
     *
     * @throws RebuildRefused if it has ended
     */
    public Rebuild cancel(UUID id) {
        one(id);
        if (!rebuilds.end(id, "cancelled", null, clock.instant())) {
            throw new RebuildRefused(RebuildRefused.Code.REBUILD_ENDED, "It has ended already.");
        }
        return one(id);
    }

    /** @throws RebuildRefused if there is none of that id */
    public Rebuild one(UUID id) {
        return rebuilds.find(id)
                .orElseThrow(() ->
                        new RebuildRefused(RebuildRefused.Code.NO_SUCH_REBUILD, "There is no rebuild " + id + "."));
    }

    /** At most so many, newest first. */
    public List<Rebuild> newest(int limit) {
        return rebuilds.newest(limit);
    }

    /** What it found, in the order of the publications. */
    public List<Shown> differences(UUID id, Optional<PublicationId> after, int limit) {
        return differences.page(id, after, limit);
    }

    /** How much it found. */
    public Counts counts(UUID id) {
        return differences.counts(id);
    }

    /**
     * Those that were broken off: begun under the lock, which was found free after they were read, and running even so. One that begins or
     * ends meanwhile is none of them.
     *
     * @param onRecord as they were just read
     */
    public Set<UUID> interrupted(List<Rebuild> onRecord) {
        var running = onRecord.stream().filter(Rebuild::isRunning).toList();
        if (running.isEmpty() || isWorkedOn()) {
            return Set.of();
        }
        return running.stream()
                .map(Rebuild::id)
                .filter(id -> one(id).isRunning())
                .collect(Collectors.toSet());
    }

    boolean isWorkedOn() {
        return lock.isHeld();
    }

    private Rebuild unlessEnded(UUID id) {
        var rebuild = one(id);
        if (!rebuild.isRunning()) {
            throw new RebuildRefused(RebuildRefused.Code.REBUILD_ENDED, "It is " + rebuild.state() + ".");
        }
        return rebuild;
    }

    private static RebuildRefused running(String detail) {
        return new RebuildRefused(RebuildRefused.Code.REBUILD_RUNNING, detail);
    }

    private Rebuild work(Supplier<Rebuild> begun) {
        var lock = this.lock
                .acquire()
                .orElseThrow(
                        () -> running("An instance still has a rebuild in hand: ask again once it has let go of it."));
        try {
            var rebuild = begun.get();
            worker.execute(() -> work(lock, rebuild.id()));
            return rebuild;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private void work(Held lock, UUID id) {
        try (lock) {
            runRebuild.run(lock, id, () -> stopped);
        } catch (RebuildRefused refused) {
            LOG.info("Rebuild {} was ended while it was swapping: it has swapped nothing", id);
        } catch (RuntimeException e) {
            LOG.error(
                    "REBUILD_INTERRUPTED: rebuild {} stopped where it was; what it has recorded stands."
                            + " Next: mend the cause, then resume it",
                    id,
                    e);
        }
    }

    @PreDestroy
    void stop() {
        stopped = true;
        worker.shutdown();
        try {
            if (!worker.awaitTermination(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                LOG.warn("A rebuild did not stop in time: it can be resumed from its last batch");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

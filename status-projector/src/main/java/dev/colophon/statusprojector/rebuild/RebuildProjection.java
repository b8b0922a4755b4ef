package dev.colophon.statusprojector.rebuild;

import dev.colophon.statusprojector.publication.PublicationId;
import dev.colophon.statusprojector.rebuild.Differences.Counts;
import dev.colophon.statusprojector.rebuild.Differences.Shown;
import jakarta.annotation.PreDestroy;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Rebuilds for operators: begun here, worked on behind, one at a time over all instances. */
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
     * @throws RebuildRefused if one runs
     */
    public Rebuild start(UUID id, RebuildSelection selection, boolean dryRun, String reason, String author) {
        if (!rebuilds.start(id, dryRun, selection, reason, author, selected.count(selection), clock.instant())) {
            throw new RebuildRefused(
                    RebuildRefused.Code.REBUILD_RUNNING,
                    "A rebuild has not ended yet: wait for it, go on with it, or cancel it.");
        }
        work(id);
        return one(id);
    }

    /**
     * Goes on with one that was interrupted.
     *
     * @throws RebuildRefused if it has ended
     */
    public Rebuild resume(UUID id) {
        var rebuild = one(id);
        if (!rebuild.isRunning()) {
            throw new RebuildRefused(RebuildRefused.Code.REBUILD_ENDED, "It is " + rebuild.state() + ".");
        }
        work(id);
        return rebuild;
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

    /** Whether an instance is at work on a rebuild. */
    public boolean isWorkedOn() {
        return lock.isHeld();
    }

    private void work(UUID id) {
        worker.execute(() -> {
            try {
                runRebuild.run(id, () -> stopped);
            } catch (RebuildRefused refused) {
                LOG.info("Rebuild {} is worked on elsewhere: nothing to do here", id);
            } catch (RuntimeException e) {
                LOG.error(
                        "REBUILD_INTERRUPTED: rebuild {} stopped where it was; what it has recorded stands."
                                + " Next: mend the cause, then resume it",
                        id,
                        e);
            }
        });
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

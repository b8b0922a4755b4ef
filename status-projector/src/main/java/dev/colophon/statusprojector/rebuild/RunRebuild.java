package dev.colophon.statusprojector.rebuild;

import dev.colophon.statusprojector.rebuild.RebuildLock.Held;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;

/**
 * Works on a rebuild until it has ended, from wherever it stands: every step is a transaction that records how far it came, and
 * may be the last one before a crash.
 */
@Component
class RunRebuild {

    private static final Logger LOG = LoggerFactory.getLogger(RunRebuild.class);

    private final Rebuilds rebuilds;
    private final CompareBatch compareBatch;
    private final SwapDifferences swapDifferences;
    private final InstantSource clock;

    RunRebuild(Rebuilds rebuilds, CompareBatch compareBatch, SwapDifferences swapDifferences, InstantSource clock) {
        this.rebuilds = rebuilds;
        this.compareBatch = compareBatch;
        this.swapDifferences = swapDifferences;
        this.clock = clock;
    }

    /**
     * Goes on until it has ended, until told to stop between two batches, or until the lock is lost.
     *
     * @throws RebuildRefused if it was ended while it was swapping; nothing is swapped then
     */
    void run(Held lock, UUID id, BooleanSupplier stopped) {
        while (!stopped.getAsBoolean()) {
            lock.mustStillBeHeld();
            var rebuild = rebuilds.find(id).orElseThrow();
            if (!rebuild.isRunning()) {
                report(rebuild);
                return;
            }
            step(rebuild);
        }
    }

    private void step(Rebuild rebuild) {
        try {
            switch (rebuild.phase()) {
                case COMPARING, VERIFYING -> {
                    if (!compareBatch.next(rebuild)) {
                        passDone(rebuild);
                    }
                }
                case SWAPPING -> swapDifferences.swap(rebuild);
                case ENDED -> {}
            }
        } catch (ConcurrencyFailureException e) {
            LOG.info(
                    "Rebuild {} was changed by somebody else, probably cancelled ({}); looking again",
                    rebuild.id(),
                    e.toString());
        }
    }

    private void passDone(Rebuild rebuild) {
        var now = clock.instant();
        if (rebuild.phase() == Phase.COMPARING && !rebuild.dryRun()) {
            rebuilds.enter(rebuild.id(), Phase.SWAPPING, now);
        } else if (rebuild.diverged() > 0) {
            rebuilds.end(rebuild.id(), "failed", "REBUILD_DIVERGED", now);
        } else {
            rebuilds.end(rebuild.id(), "done", null, now);
        }
    }

    private static void report(Rebuild rebuild) {
        if (rebuild.failure() != null) {
            LOG.error(
                    "{}: rebuild {} left {} rows that are not their fold. Next: docs/operations/projection-rebuild.md",
                    rebuild.failure(),
                    rebuild.id(),
                    rebuild.diverged());
        } else {
            LOG.info(
                    "Rebuild {} is {}: {} events folded, {} rows put right, {} publications announced",
                    rebuild.id(),
                    rebuild.state(),
                    rebuild.eventsDone(),
                    rebuild.swapped(),
                    rebuild.announced());
        }
    }
}

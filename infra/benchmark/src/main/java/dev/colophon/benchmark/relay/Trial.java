package dev.colophon.benchmark.relay;

import dev.colophon.benchmark.measure.Heap;
import dev.colophon.benchmark.measure.Percentiles;
import dev.colophon.benchmark.measure.ProcessFigures;
import dev.colophon.benchmark.measure.Progress;
import dev.colophon.testkit.process.ChildProcess;
import dev.colophon.testkit.process.Command;
import dev.colophon.testkit.process.Guardian;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures one contender: under steady load first, which warms it up, then with a backlog that was written while it was frozen.
 * A frozen process is warm when it goes on, so what is measured is its work and not the start of a JVM.
 */
final class Trial {

    private static final Duration START_MAX = Duration.ofMinutes(2);
    private static final Duration DRAIN_MAX = Duration.ofMinutes(4);
    private static final Duration STOP_GRACE = Duration.ofSeconds(20);
    private static final Duration PROBE_EVERY = Duration.ofMillis(500);
    /** What a contender writes behind the last row (positions, proofs, deletes) belongs to its price. */
    private static final Duration AFTERMATH = Duration.ofSeconds(3);

    private static final long SEED = 20_260_301;

    private final Ground ground;
    private final Contender contender;
    private final Size size;
    private final Progress progress;
    private final Journal journal;

    Trial(Ground ground, Contender contender, Size size, Progress progress) {
        this.ground = ground;
        this.contender = contender;
        this.size = size;
        this.progress = progress;
        this.journal = new Journal(size.rowsMax());
    }

    Outcome run() throws IOException, SQLException {
        progress.say(contender.name() + ": starting");
        contender.prepare(ground);
        var folder = ground.folder(contender.name());
        try (var loader = new Loader(contender.rows(ground, new Random(SEED)), journal);
                var _ = Receiver.start(
                        ground.bootstrapServers(), contender.table().topic(), journal)) {
            var process = contender.start(ground, folder);
            Guardian.killAndRemove(folder.resolve(contender.name() + ".pid"), "KILL", folder);
            try {
                return measured(process, loader, log(folder));
            } finally {
                process.stop(STOP_GRACE);
            }
        } finally {
            contender.clear(ground);
        }
    }

    private Outcome measured(ChildProcess process, Loader loader, Path log) throws SQLException {
        awaitFirst(process, loader, log);
        progress.say("%s: warming up for %d s".formatted(contender.name(), Size.WARM_UP_SECONDS));
        loader.steady(Size.RATES.getLast(), Size.WARM_UP_SECONDS);
        var latencies = new TreeMap<Integer, Percentiles>();
        for (var rate : Size.RATES) {
            latencies.put(rate, steady(loader, rate));
        }
        drain(process, loader, contender.backlog(size.warmUpRows()));
        var drain = drain(process, loader, contender.backlog(size.rows()));
        progress.say("%s: %,.0f rows/s, %s".formatted(contender.name(), drain.rowsPerSecond(), journal.faults()));
        var peak = ProcessFigures.peakMegabytes(process.pid());
        return new Outcome(
                contender.name(),
                contender.setUp(),
                latencies,
                drain,
                peak,
                Heap.liveMegabytes(process.pid()),
                journal.faults());
    }

    /** Rows one by one until the first has come: whatever a contender needs to start, it flows now. */
    private void awaitFirst(ChildProcess process, Loader loader, Path log) throws SQLException {
        var deadline = System.nanoTime() + START_MAX.toNanos();
        while (journal.arrived() == 0) {
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(
                        "%s carries nothing%n%s".formatted(contender.name(), Command.tail(log)));
            }
            loader.one();
            LockSupport.parkNanos(PROBE_EVERY.toNanos());
        }
        awaitAll(START_MAX);
    }

    private Percentiles steady(Loader loader, int rate) throws SQLException {
        loader.steady(rate, Size.LEAD_IN_SECONDS);
        var from = journal.committed();
        var achieved = loader.steady(rate, size.seconds());
        awaitAll(DRAIN_MAX);
        var latencies = journal.latencies(from, journal.committed());
        var seen = Percentiles.of(latencies);
        progress.say("%s: %d rows/s (really %.0f): p50 %.1f, p95 %.1f, p99 %.1f ms; %s"
                .formatted(
                        contender.name(),
                        rate,
                        achieved,
                        seen.p50(),
                        seen.p95(),
                        seen.p99(),
                        Stalls.of(latencies, rate)));
        return seen;
    }

    private Outcome.Drain drain(ChildProcess process, Loader loader, int rows) throws SQLException {
        ground.asSuperuser("CHECKPOINT");
        process.freeze();
        var database = ground.postgres().running().orElseThrow();
        var walBefore = ground.walPosition();
        loader.backlog(rows);
        var walWritten = ground.walPosition();
        var cpuBefore = ProcessFigures.cpuSeconds(process.pid());
        var databaseCpuBefore = ProcessFigures.cpuSecondsOfTree(database);
        var startedAt = System.nanoTime();
        process.thaw();
        awaitAll(DRAIN_MAX);
        var seconds = (journal.lastArrivalAt() - startedAt) / 1e9;
        LockSupport.parkNanos(AFTERMATH.toNanos());
        return new Outcome.Drain(
                rows,
                seconds,
                ProcessFigures.cpuSeconds(process.pid()) - cpuBefore,
                ProcessFigures.cpuSecondsOfTree(database) - databaseCpuBefore,
                (walWritten - walBefore) / (double) rows,
                (ground.walPosition() - walWritten) / (double) rows);
    }

    private void awaitAll(Duration atMost) {
        if (!journal.awaitAll(atMost)) {
            throw new IllegalStateException(
                    "%s: after %s still %s".formatted(contender.name(), atMost, journal.faults()));
        }
    }

    private Path log(Path folder) {
        return folder.resolve(contender.name() + ".log");
    }
}

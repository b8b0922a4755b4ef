package dev.colophon.statusprojector.rebuild;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a rebuild is, and how long it will take if it goes on as it went: nobody's guess, the measured rate.
 *
 * @param percent of the whole work, 0 to 100
 * @param publicationsPerSecond measured over the work done so far; 0 before the first batch
 * @param remaining working time; empty before anything was measured
 */
public record RebuildProgress(int percent, long publicationsPerSecond, Optional<Duration> remaining) {

    private static final long MILLIS_PER_SECOND = 1_000;

    static RebuildProgress of(Rebuild rebuild) {
        var passes = rebuild.dryRun() ? 1 : 2;
        var total = rebuild.publications() * passes;
        var done = Math.min(total, done(rebuild));
        if (!rebuild.isRunning() && rebuild.state().equals("done")) {
            return new RebuildProgress(100, rate(total, rebuild.workedMillis()), Optional.of(Duration.ZERO));
        }
        var percent = total == 0 ? 0 : (int) (100 * done / total);
        return new RebuildProgress(percent, rate(done, rebuild.workedMillis()), remaining(rebuild, total, done));
    }

    /** In publications that were compared: each counts once in each pass. */
    private static long done(Rebuild rebuild) {
        return switch (rebuild.phase()) {
            case COMPARING, ENDED -> Math.min(rebuild.publications(), rebuild.publicationsDone());
            case SWAPPING -> rebuild.publications();
            case VERIFYING -> rebuild.publications() + rebuild.publicationsDone();
        };
    }

    private static long rate(long done, long workedMillis) {
        return workedMillis == 0 ? 0 : MILLIS_PER_SECOND * done / workedMillis;
    }

    private static Optional<Duration> remaining(Rebuild rebuild, long total, long done) {
        return done == 0 || !rebuild.isRunning()
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(rebuild.workedMillis() * (total - done) / done));
    }
}

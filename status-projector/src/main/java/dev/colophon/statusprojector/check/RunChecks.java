package dev.colophon.statusprojector.check;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Runs checks: looks in one transaction, records in another one. */
@Service
class RunChecks {

    private static final Logger LOG = LoggerFactory.getLogger(RunChecks.class);

    private final Snapshot snapshot;
    private final RecordRun recordRun;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    RunChecks(Snapshot snapshot, RecordRun recordRun, InstantSource clock, Supplier<UUID> ids) {
        this.snapshot = snapshot;
        this.recordRun = recordRun;
        this.clock = clock;
        this.ids = ids;
    }

    /** @param operator who asks; null: the clock */
    CheckRun run(List<IntegrityCheck> checks, @Nullable String operator) {
        // PostgreSQL keeps microseconds: cut here, a run reads the same before it is kept and afterwards.
        var started = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var seen = snapshot.look(checks, started);
        var run = new CheckRun(
                ids.get(),
                operator,
                started,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                seen.snapshot(),
                seen.problem(),
                seen.results());
        recordRun.record(run);
        run.results().stream().filter(result -> result.state().failed()).forEach(RunChecks::report);
        return run;
    }

    private static void report(CheckResult result) {
        var check = result.check();
        if (result.problem() != null) {
            LOG.warn(
                    "INTEGRITY_CHECK_NOT_RUN: {} did not run and counts as failed ({}). Next: {}",
                    check.id(),
                    result.problem(),
                    check.runbook());
        } else {
            LOG.error(
                    "INTEGRITY_VIOLATED: {} finds {} bad rows ({}). Next: {}",
                    check.id(),
                    result.violations(),
                    check.severity().word(),
                    check.runbook());
        }
    }
}

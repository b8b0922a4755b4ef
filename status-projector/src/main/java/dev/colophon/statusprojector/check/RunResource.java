package dev.colophon.statusprojector.check;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A run as operators see it. */
record RunResource(
        UUID id,
        @Nullable String operator,
        Instant startedAt,
        Instant finishedAt,
        @Nullable String snapshot,
        @Nullable String problem,
        List<Result> results) {

    static RunResource of(CheckRun run) {
        return new RunResource(
                run.id(),
                run.operator(),
                run.startedAt(),
                run.finishedAt(),
                run.snapshot(),
                run.problem(),
                run.results().stream().map(Result::of).toList());
    }

    /** What one check came to. */
    record Result(
            String check,
            String state,
            @Nullable Long violations,
            long durationMs,
            @Nullable String problem,
            List<Finding> sample) {

        static Result of(CheckResult result) {
            return new Result(
                    result.check().id(),
                    result.state().word(),
                    result.violations(),
                    result.took().toMillis(),
                    result.problem(),
                    result.sample());
        }
    }
}

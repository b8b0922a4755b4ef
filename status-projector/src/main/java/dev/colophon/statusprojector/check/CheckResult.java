package dev.colophon.statusprojector.check;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a check came to in one run.
 *
 * @param violations all bad rows past their grace; null if the check did not run
 * @param sample the oldest of them
 * @param problem why it did not run
 */
record CheckResult(
        IntegrityCheck check,
        CheckState state,
        @Nullable Long violations,
        List<Finding> sample,
        Duration took,
        @Nullable String problem) {

    static CheckResult found(IntegrityCheck check, long violations, List<Finding> sample, Duration took) {
        return new CheckResult(check, check.judge(violations), violations, sample, took, null);
    }

    static CheckResult notRun(IntegrityCheck check, Duration took, String problem) {
        return new CheckResult(check, CheckState.NOT_RUN, null, List.of(), took, problem);
    }
}

package dev.colophon.statusprojector.check;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a check stands after its last run.
 *
 * @param since when its state became what it is
 * @param violations null while it does not run
 * @param problem why it does not run
 * @param completedAt when it last ran to its end; null: never
 * @param firstSeenAt since when it should run
 * @param sequence of what was last told about it; 0: nothing yet
 */
record Standing(
        String check,
        CheckState state,
        Instant since,
        @Nullable Long violations,
        @Nullable String problem,
        Instant startedAt,
        @Nullable Instant completedAt,
        Instant firstSeenAt,
        long sequence) {

    /** How it stands after this result; a state that stays keeps its beginning. */
    static Standing after(@Nullable Standing before, CheckResult result, CheckRun run) {
        return new Standing(
                result.check().id(),
                result.state(),
                before != null && before.state() == result.state() ? before.since() : run.startedAt(),
                result.violations(),
                result.problem(),
                run.startedAt(),
                result.state() == CheckState.NOT_RUN ? completed(before) : run.finishedAt(),
                before == null ? run.startedAt() : before.firstSeenAt(),
                before == null ? 0 : before.sequence());
    }

    private static @Nullable Instant completed(@Nullable Standing before) {
        return before == null ? null : before.completedAt();
    }

    /** Whether the world is to hear of it: a state that has changed, or a first one that is not good. */
    boolean isNewsAfter(@Nullable Standing before) {
        return before == null ? state.failed() : before.state() != state;
    }

    Standing told() {
        return new Standing(
                check, state, since, violations, problem, startedAt, completedAt, firstSeenAt, sequence + 1);
    }
}

package dev.colophon.statusprojector.check;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run of some or all checks.
 *
 * @param operator who asked for it; null: the clock
 * @param snapshot PostgreSQL's name of what was seen, the same for all checks of the run; null if none could be had
 * @param problem why there is no snapshot
 */
record CheckRun(
        UUID id,
        @Nullable String operator,
        Instant startedAt,
        Instant finishedAt,
        @Nullable String snapshot,
        @Nullable String problem,
        List<CheckResult> results) {}

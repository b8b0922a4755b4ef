package dev.colophon.statusprojector.divergence;

import dev.colophon.statusprojector.divergence.Tally.Counts;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One comparison.
 *
 * @param scope sample or all
 * @param operator who asked for it; null: the clock
 * @param state running, completed or stopped
 * @param place how far a running one has come
 * @param problem why it stopped
 */
record DivergenceRun(
        UUID id,
        Comparison comparison,
        String scope,
        @Nullable String operator,
        String state,
        Instant startedAt,
        @Nullable Instant finishedAt,
        Counts counts,
        @Nullable UUID place,
        @Nullable String problem) {

    static final String SAMPLE = "sample";
    static final String ALL = "all";
}

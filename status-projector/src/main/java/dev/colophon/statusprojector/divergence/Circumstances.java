package dev.colophon.statusprojector.divergence;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What stands around a row that differs.
 *
 * @param announced whether a public event ever told of it
 * @param updatedAt when the row was last written; null without a row
 * @param lastRecordedAt when the newest event came into the log; null without any
 */
record Circumstances(
        boolean announced,
        @Nullable Instant updatedAt,
        @Nullable Instant lastRecordedAt) {

    static final Circumstances UNKNOWN = new Circumstances(false, null, null);
}

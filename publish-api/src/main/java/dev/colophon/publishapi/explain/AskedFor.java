package dev.colophon.publishapi.explain;

import dev.colophon.publishapi.outbox.Action;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was last asked for, from this service's own table.
 *
 * @param newest the newest job, be it a cancellation
 * @param wanted the newest that is none: the one that the status speaks of
 */
record AskedFor(Request newest, Request wanted) {

    /**
     * One job.
     *
     * @param by name of the client that asked
     * @param reason in its words
     * @param variant that was taken for it
     */
    record Request(
            Action action,
            long revision,
            Instant requestedAt,
            @Nullable Instant publishAt,
            String by,
            @Nullable String reason,
            Explanation.Variant variant) {}
}

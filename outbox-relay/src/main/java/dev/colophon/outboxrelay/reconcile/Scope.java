package dev.colophon.outboxrelay.reconcile;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which rows are looked at.
 *
 * @param from created no earlier
 * @param to created earlier
 * @param snapshot committed before this one was taken; null: whatever is committed now
 */
public record Scope(Instant from, Instant to, @Nullable String snapshot) {

    Scope between(Instant start, Instant end) {
        return new Scope(start, end.isBefore(to) ? end : to, snapshot);
    }
}

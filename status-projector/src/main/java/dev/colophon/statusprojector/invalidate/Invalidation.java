package dev.colophon.statusprojector.invalidate;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision on record.
 *
 * @param reverses the decision that this one takes back, if it does
 * @param reversedBy the decision that takes this one back, if one does
 * @param resetTo the step that publications were put back to, if that was decided
 * @param selection what was asked for, as JSON
 * @param impact what was foreseen, as JSON
 */
public record Invalidation(
        UUID id,
        @Nullable UUID reverses,
        @Nullable UUID reversedBy,
        String reason,
        String author,
        @Nullable String resetTo,
        String selection,
        String impact,
        Instant decidedAt) {}

package dev.colophon.statusprojector.operations;

import dev.colophon.statusprojector.invalidate.Invalidation;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A decision about events, with what has become of it. */
record ShownDecision(
        UUID id,
        @Nullable UUID reverses,
        @Nullable UUID reversedBy,
        String reason,
        String author,
        @Nullable String resetTo,
        JsonNode selection,
        JsonNode impact,
        Instant decidedAt) {

    static ShownDecision of(Invalidation it, JsonMapper json) {
        return new ShownDecision(
                it.id(),
                it.reverses(),
                it.reversedBy(),
                it.reason(),
                it.author(),
                it.resetTo(),
                json.readTree(it.selection()),
                json.readTree(it.impact()),
                it.decidedAt());
    }
}

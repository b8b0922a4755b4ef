package dev.colophon.outboxrelay.relay;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * One row of an outbox, as committed. Its columns are those of docs/contracts; {@code outbox} is the schema it stands in.
 * Never prints its payload.
 */
public record OutboxRow(
        String outbox,
        UUID id,
        String topic,
        String key,
        String type,
        String source,
        long sequence,
        Instant occurredAt,
        @Nullable String traceparent,
        String payload,
        Instant createdAt) {

    /** The row that a change record tells of; empty for what is no inserted row (a logical message, say). */
    static Optional<OutboxRow> in(SourceRecord change) {
        if (!(change.value() instanceof Struct event) || event.schema().field("after") == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(event.getStruct("after"))
                .map(row -> of(event.getStruct("source").getString("schema"), row));
    }

    private static OutboxRow of(String outbox, Struct row) {
        return new OutboxRow(
                outbox,
                UUID.fromString(row.getString("id")),
                row.getString("topic"),
                row.getString("message_key"),
                row.getString("type"),
                row.getString("source"),
                row.getInt64("sequence"),
                instant(row, "occurred_at"),
                row.getString("traceparent"),
                row.getString("payload"),
                instant(row, "created_at"));
    }

    private static Instant instant(Struct row, String column) {
        return OffsetDateTime.parse(requireNonNull(row.getString(column), column))
                .toInstant();
    }

    @Override
    public String toString() {
        return "row %s of %s.outbox for %s, key %s, sequence %d".formatted(id, outbox, topic, key, sequence);
    }
}

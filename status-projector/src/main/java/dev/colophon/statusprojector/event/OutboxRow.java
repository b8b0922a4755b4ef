package dev.colophon.statusprojector.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message for the relay to carry; stored in the transaction that makes it true.
 *
 * @param key Kafka's key and the subject: a publication's id, or a check's
 */
public record OutboxRow(
        UUID id,
        String topic,
        String key,
        String type,
        long sequence,
        Instant occurredAt,
        @Nullable String traceparent,
        String payload) {}

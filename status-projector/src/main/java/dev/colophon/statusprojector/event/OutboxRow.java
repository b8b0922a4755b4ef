package dev.colophon.statusprojector.event;

import dev.colophon.statusprojector.publication.PublicationId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message for the relay to carry; stored in the transaction that makes it true. */
public record OutboxRow(
        UUID id,
        String topic,
        PublicationId key,
        String type,
        long sequence,
        Instant occurredAt,
        @Nullable String traceparent,
        String payload) {}

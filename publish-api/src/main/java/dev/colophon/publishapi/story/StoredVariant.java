package dev.colophon.publishapi.story;

import java.time.Instant;
import java.util.UUID;

/** A variant as it stands in the table, where nothing changes it any more. */
public record StoredVariant(UUID id, Slot slot, Content content, Instant storedAt) {}

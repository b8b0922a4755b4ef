package dev.colophon.deadletter;

import java.time.Instant;
import java.util.UUID;

/** A letter that was delivered after all: by whom, when and why. */
public record Replay(Place place, UUID eventId, UUID publicationId, String operator, String reason, Instant at) {}

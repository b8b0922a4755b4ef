package dev.colophon.statusprojector.publication;

import java.time.Instant;

/**
 * The status of a publication, with what it is about.
 *
 * @param since when the status last became what it is
 * @param lastEvent the last event that told something new
 */
public record Projection(PublicState state, About about, Instant since, EventId lastEvent) {}

package dev.colophon.statusprojector.publication;

import java.util.Map;
import java.util.Optional;

/**
 * What the events of a publication say.
 *
 * @param projection empty while no event that could be true is known
 * @param conflicts the events that cannot be true, and why
 */
public record Folded(Optional<Projection> projection, Map<EventId, Impossible> conflicts) {}

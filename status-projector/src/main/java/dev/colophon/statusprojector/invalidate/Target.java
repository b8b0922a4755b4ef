package dev.colophon.statusprojector.invalidate;

import dev.colophon.statusprojector.publication.EventId;
import dev.colophon.statusprojector.publication.PublicationId;
import java.util.UUID;

/** An event that a decision is about. */
record Target(EventId event, PublicationId publication, String kind, UUID siteId) {}

package dev.colophon.wordpresspublisher.reconcile;

import dev.colophon.wordpresspublisher.publication.SiteId;
import java.util.UUID;

/** One walk over one site, by one operator's orders. */
record Run(UUID id, SiteId site, Orders orders, Place place) {}

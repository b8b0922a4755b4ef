package dev.colophon.statusprojector.publication;

import java.util.UUID;

/** What a publication is, for ever: this story on this site in this placement. */
public record Identity(UUID siteId, String storyKey, String placement) {}

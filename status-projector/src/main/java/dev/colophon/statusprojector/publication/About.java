package dev.colophon.statusprojector.publication;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a status is about. A receipt can come before its request: until then only the site is known.
 *
 * @param correlationId of the newest request
 */
public record About(
        UUID siteId,
        @Nullable String storyKey,
        @Nullable String placement,
        @Nullable UUID correlationId) {}

package dev.colophon.wordpresspublisher.site;

import dev.colophon.wordpresspublisher.protocol.EditPolicy;
import dev.colophon.wordpresspublisher.publication.SiteId;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** One WordPress that can be spoken to. */
public record Site(
        SiteId id,
        String key,
        URI baseUrl,
        Credentials credentials,
        int maxConcurrency,
        @Nullable Integer maxVisitsPerMinute,
        EditPolicy editPolicy) {}

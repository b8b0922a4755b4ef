package dev.colophon.publishapi.site;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A site as far as anyone may see it: without its credentials. */
public record Site(
        SiteId id,
        SiteKey key,
        String platform,
        BaseUrl baseUrl,
        SiteState state,
        EditPolicy editPolicy,
        int maxConcurrency,
        @Nullable Integer maxVisitsPerMinute,
        SiteDefaults defaults,
        Instant credentialsSetAt,
        Instant createdAt,
        Instant updatedAt) {}

package dev.colophon.publishapi.site;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A site as the API shows it: whether credentials are set and since when, never what they are. */
record SiteResource(
        UUID siteId,
        String key,
        String platform,
        String baseUrl,
        String state,
        String editPolicy,
        int maxConcurrency,
        @Nullable Integer maxVisitsPerMinute,
        DefaultsBody defaults,
        Instant credentialsSetAt,
        Instant createdAt,
        Instant updatedAt) {

    static SiteResource of(Site site) {
        return new SiteResource(
                site.id().value(),
                site.key().value(),
                site.platform(),
                site.baseUrl().toString(),
                site.state().text(),
                site.editPolicy().text(),
                site.maxConcurrency(),
                site.maxVisitsPerMinute(),
                DefaultsBody.of(site.defaults()),
                site.credentialsSetAt(),
                site.createdAt(),
                site.updatedAt());
    }
}

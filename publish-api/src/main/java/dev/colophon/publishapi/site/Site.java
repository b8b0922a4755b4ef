package dev.colophon.publishapi.site;

import dev.colophon.publishapi.problem.ProblemException;
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
        Instant updatedAt) {

    /** Refuses, with 422, what would only wait while the site is suspended; the pointer says where it was named. */
    public void refuseIfSuspended(String pointer) {
        if (state == SiteState.SUSPENDED) {
            throw ProblemException.invalid(
                    pointer,
                    "SITE_SUSPENDED",
                    "Site " + key + " is suspended.",
                    "Have an operator see to its credentials and POST /v1/sites/" + key + "/resume, then repeat this.");
        }
    }
}

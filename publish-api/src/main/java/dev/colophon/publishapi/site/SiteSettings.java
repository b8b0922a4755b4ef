package dev.colophon.publishapi.site;

import org.jspecify.annotations.Nullable;

/**
 * What an administrator says of a site, checked.
 *
 * @param editPolicy what an update does with what an editor changed at the site
 * @param maxConcurrency most requests that the publisher may have under way at once, 1 to 64
 * @param maxVisitsPerMinute most visits that it may begin in a minute, 1 to 6000; null for no such cap
 * @param defaults what a story is given that says nothing of it
 */
record SiteSettings(
        String platform,
        BaseUrl baseUrl,
        EditPolicy editPolicy,
        int maxConcurrency,
        @Nullable Integer maxVisitsPerMinute,
        SiteDefaults defaults) {

    static final int MAX_CONCURRENCY = 64;
    static final int MAX_VISITS_PER_MINUTE = 6000;

    SiteSettings {
        if (maxConcurrency < 1 || maxConcurrency > MAX_CONCURRENCY) {
            throw new IllegalArgumentException("maxConcurrency out of range: " + maxConcurrency);
        }
        if (maxVisitsPerMinute != null && (maxVisitsPerMinute < 1 || maxVisitsPerMinute > MAX_VISITS_PER_MINUTE)) {
            throw new IllegalArgumentException("maxVisitsPerMinute out of range: " + maxVisitsPerMinute);
        }
    }
}

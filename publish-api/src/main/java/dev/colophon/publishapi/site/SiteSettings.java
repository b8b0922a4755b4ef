package dev.colophon.publishapi.site;

/**
 * What an administrator says of a site, checked.
 *
 * @param maxConcurrency most requests that the publisher may have under way at once, 1 to 64
 */
record SiteSettings(String platform, BaseUrl baseUrl, int maxConcurrency) {

    static final int MAX_CONCURRENCY = 64;

    SiteSettings {
        if (maxConcurrency < 1 || maxConcurrency > MAX_CONCURRENCY) {
            throw new IllegalArgumentException("maxConcurrency out of range: " + maxConcurrency);
        }
    }
}

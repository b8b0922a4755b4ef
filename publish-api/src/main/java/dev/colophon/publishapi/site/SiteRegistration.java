package dev.colophon.publishapi.site;

import dev.colophon.publishapi.problem.Findings;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /v1/sites} and {@code PUT /v1/sites/{key}} (which may leave the key out), as it came. */
public record SiteRegistration(
        @Nullable String key,
        @Nullable String platform,
        @Nullable String baseUrl,
        @Nullable String editPolicy,
        @Nullable CredentialsBody credentials,
        @Nullable Integer maxConcurrency,
        @Nullable Integer maxVisitsPerMinute,
        @Nullable DefaultsBody defaults) {

    private static final int DEFAULT_CONCURRENCY = 2;

    /** What was asked for; 422 naming everything that is wrong. */
    Checked check(Platforms platforms, SiteProperties properties) {
        var findings = new Findings();
        var siteKey = checkedKey(findings);
        checkPlatform(platforms, findings);
        var edits = checkedEdits(findings);
        checkLimits(findings);
        var url = checkedUrl(properties, findings);
        var checkedDefaults = DefaultsBody.check(defaults, "/defaults", findings);
        var opened =
                CredentialsBody.check(credentials, "/credentials", findings).orElse(null);
        findings.refuseIfAny();
        if (siteKey == null || platform == null || url == null || opened == null || edits == null) {
            throw new AssertionError("found above");
        }
        var concurrency = maxConcurrency == null ? DEFAULT_CONCURRENCY : maxConcurrency;
        return new Checked(
                siteKey,
                new SiteSettings(platform, url, edits, concurrency, maxVisitsPerMinute, checkedDefaults),
                opened);
    }

    private @Nullable SiteKey checkedKey(Findings findings) {
        var checked = SiteKey.of(key).orElse(null);
        if (checked == null) {
            findings.add("/key", "INVALID_SITE_KEY", "The key is not up to 63 of [a-z0-9-].", "Send such a key.");
        }
        return checked;
    }

    private void checkPlatform(Platforms platforms, Findings findings) {
        if (platform == null || !platforms.knows(platform)) {
            findings.add(
                    "/platform",
                    "UNKNOWN_PLATFORM",
                    "No such platform is known.",
                    "Send one of " + platforms.names() + ".");
        }
    }

    private @Nullable EditPolicy checkedEdits(Findings findings) {
        var checked = EditPolicy.of(editPolicy).orElse(null);
        if (checked == null) {
            findings.add(
                    "/editPolicy",
                    "UNKNOWN_EDIT_POLICY",
                    "No such policy is known.",
                    "Send one of " + EditPolicy.words() + ", or leave it out for the first.");
        }
        return checked;
    }

    private void checkLimits(Findings findings) {
        checkLimit(
                "/maxConcurrency",
                maxConcurrency,
                SiteSettings.MAX_CONCURRENCY,
                String.valueOf(DEFAULT_CONCURRENCY),
                findings);
        checkLimit(
                "/maxVisitsPerMinute", maxVisitsPerMinute, SiteSettings.MAX_VISITS_PER_MINUTE, "no such cap", findings);
    }

    private static void checkLimit(
            String pointer, @Nullable Integer limit, int most, String unsaid, Findings findings) {
        if (limit != null && (limit < 1 || limit > most)) {
            findings.add(
                    pointer,
                    "OUT_OF_RANGE",
                    "It is not between 1 and " + most + ".",
                    "Send a number in that range, or leave it out for " + unsaid + ".");
        }
    }

    private @Nullable BaseUrl checkedUrl(SiteProperties properties, Findings findings) {
        try {
            if (baseUrl != null) {
                return BaseUrl.parse(baseUrl, properties.plainHttpHosts());
            }
            findings.add(
                    "/baseUrl", "MISSING", "The site's address is missing.", "Send it, such as https://news.example.");
        } catch (IllegalArgumentException fault) {
            findings.add(
                    "/baseUrl",
                    "INVALID_BASE_URL",
                    "The site's address cannot be used. " + fault.getMessage(),
                    "Send one such as https://news.example, without user, query or fragment; hosts that may use plain "
                            + "http are named in COLOPHON_PLAIN_HTTP_HOSTS.");
        }
        return null;
    }

    record Checked(SiteKey key, SiteSettings settings, Credentials credentials) {}
}

package dev.colophon.publishapi.console;

import tools.jackson.databind.JsonNode;

/**
 * How the publisher fares at a site, as its operations API tells.
 *
 * @param waiting publications that wait for a visit, now due or later
 */
record SiteStanding(boolean lockedOut, String lockedOutBy, boolean answers, String troubledBy, long waiting) {

    static SiteStanding of(JsonNode site) {
        var counts = site.path("counts");
        return new SiteStanding(
                site.path("suspendedSince").isString(),
                site.path("suspensionCode").asString(""),
                site.path("circuit").asString("closed").equals("closed"),
                site.path("circuitCode").asString(""),
                counts.path("due").asLong(0) + counts.path("later").asLong(0));
    }
}

package dev.colophon.publishapi.console;

import tools.jackson.databind.JsonNode;

/**
 * How the publisher fares at a site, as its operations API tells.
 *
 * @param answers whether its circuit is closed, and its last trial, if there was one, did not fail
 * @param waiting publications that wait for a visit, now due or later
 */
record SiteStanding(boolean lockedOut, String lockedOutBy, boolean answers, String troubledBy, long waiting) {

    static SiteStanding of(JsonNode site) {
        var counts = site.path("counts");
        var answers = site.path("circuit").asString("closed").equals("closed");
        var trial = site.path("trial");
        return new SiteStanding(
                site.path("suspendedSince").isString(),
                site.path("suspensionCode").asString(""),
                answers && trial.path("usable").asBoolean(true),
                answers
                        ? trial.at("/failed/0/code").asString("")
                        : site.path("circuitCode").asString(""),
                counts.path("due").asLong(0) + counts.path("later").asLong(0));
    }
}

package dev.colophon.publishapi.console;

import tools.jackson.databind.JsonNode;

/** What a check found; publication is empty where it is about no single one. */
record BadRow(String publication, String what, String since) {

    static BadRow of(JsonNode finding) {
        return new BadRow(
                Elsewhere.text(finding, "publication"),
                Elsewhere.text(finding, "what"),
                Elsewhere.moment(finding, "since"));
    }
}

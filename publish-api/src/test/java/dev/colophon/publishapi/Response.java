package dev.colophon.publishapi;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An answer as a client sees it. */
record Response(int status, java.net.http.HttpHeaders headers, String body) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    JsonNode json() {
        return JSON.readTree(body);
    }

    String text(String pointer) {
        return json().at(pointer).asString();
    }

    Optional<String> header(String name) {
        return headers.firstValue(name);
    }
}

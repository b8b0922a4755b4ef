package dev.colophon.testkit.wordpress;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A refusal in WordPress's words: {@code {code, message, data: {status, ...}}}. */
final class RestError extends RuntimeException {

    private final String code;
    private final transient ObjectNode data;

    RestError(int status, String code, String message) {
        super(message, null, false, false);
        this.code = code;
        this.data = JsonNodeFactory.instance.objectNode().put("status", status);
    }

    RestError with(String name, tools.jackson.databind.JsonNode value) {
        data.set(name, value);
        return this;
    }

    RestError with(String name, long value) {
        data.put(name, value);
        return this;
    }

    Answer answer() {
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("code", code).put("message", getMessage());
        body.set("data", data);
        return Answer.json(data.path("status").asInt(), body);
    }

    static RestError noRoute() {
        return new RestError(404, "rest_no_route", "No route was found matching the URL and request method.");
    }

    static RestError noSuchPost() {
        return new RestError(404, "rest_post_invalid_id", "Invalid post ID.");
    }
}

package dev.colophon.local.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What the API said.
 *
 * @param retryAfter how long it asks to be left alone, or null
 */
public record Answer(int status, JsonNode body, @Nullable Duration retryAfter) {

    private static final List<Integer> PASSING = List.of(409, 425, 429, 500, 502, 503, 504);

    public boolean isSuccess() {
        return status / 100 == 2;
    }

    /** The same request may do better later. A conflict counts only if the API says when to come back. */
    public boolean isPassing() {
        return PASSING.contains(status) && (status != 409 || retryAfter != null);
    }

    /** Empty where there is none. */
    public String text(String field) {
        return body.path(field).asString("");
    }

    /** The problem in the API's own words, on one line. */
    public String problem() {
        var words = new ArrayList<String>();
        words.add(text("code").isEmpty() ? "HTTP " + status : text("code"));
        words.add(text("detail").isEmpty() ? text("title") : text("detail"));
        body.path("errors")
                .forEach(error -> words.add("%s: %s %s"
                        .formatted(
                                error.path("pointer").asString(""),
                                error.path("detail").asString(""),
                                error.path("fix").asString(""))
                        .strip()));
        if (body.path("errors").size() != 1) {
            words.add(text("fix")); // of a single error it is the error's own
        }
        return String.join("; ", words.stream().filter(word -> !word.isBlank()).toList());
    }

    static JsonNode nothing() {
        return MissingNode.getInstance();
    }
}

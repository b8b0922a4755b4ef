package dev.colophon.testkit.wordpress;

import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request as it reached the fake. {@code route} is the REST route ({@code /wp/v2/posts/5}) whatever the form of the
 * address, {@code query} is still encoded, {@code user} is the login whose credentials were right, or empty, {@code fault}
 * is the fault it met, or empty.
 */
public record RecordedRequest(
        String method, String route, String query, String body, String user, String fault, Instant at) {

    /** The body as JSON; an absent value where it is none. */
    public JsonNode json() {
        return JsonMapper.shared().readTree(body.isBlank() ? "{}" : body);
    }

    /** Whether the request would change something. */
    public boolean writes() {
        return !method.equals("GET") && !method.equals("HEAD");
    }
}

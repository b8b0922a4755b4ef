package dev.colophon.wordpresspublisher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.wordpress.FakeWordPress;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people do to posts behind our back. */
record EditorsHand(FakeWordPress wordpress) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    void trash(long post) {
        send("/wp/v2/posts/" + post, "DELETE", Map.of());
    }

    void delete(long post) {
        send("/wp/v2/posts/" + post + "?force=true", "DELETE", Map.of());
    }

    void set(long post, String status) {
        send("/wp/v2/posts/" + post, "POST", Map.of("status", status));
    }

    void edit(long post, String content) {
        send("/wp/v2/posts/" + post, "POST", Map.of("content", content));
    }

    long create(String slug, String status, String content) {
        return send("/wp/v2/posts", "POST", Map.of("title", slug, "slug", slug, "status", status, "content", content))
                .path("id")
                .longValue();
    }

    private JsonNode send(String route, String method, Map<String, String> body) {
        HttpRequest request = HttpRequest.newBuilder(wordpress.rest(route))
                .header("Authorization", wordpress.editor().authorization())
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        try {
            var answer = HTTP.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
            return JSON.readTree(answer.body());
        } catch (IOException lost) {
            throw new IllegalStateException(lost);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}

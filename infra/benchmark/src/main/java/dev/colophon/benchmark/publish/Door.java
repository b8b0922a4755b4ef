package dev.colophon.benchmark.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** publish-api as an upstream service sees it. */
final class Door {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final JsonMapper json = new JsonMapper();
    private final int port;
    private final String key;

    Door(int port, String key) {
        this.port = port;
        this.key = key;
    }

    /** The accepted publication's id. */
    String publish(Story story, String site) {
        var body = json.writeValueAsString(Map.of(
                "storyKey",
                story.key(),
                "site",
                site,
                "placement",
                "post",
                "content",
                Map.of("title", story.title(), "html", story.html())));
        return post("/v1/publications", "job-" + story.key(), body)
                .path("publicationId")
                .asString();
    }

    /** An answer in the 200s. */
    JsonNode post(String path, String idempotencyKey, String body) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .timeout(DEADLINE)
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException("the door answered " + answer.statusCode() + ": " + answer.body());
            }
            return json.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

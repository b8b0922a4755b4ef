package dev.colophon.systemtest.road;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.local.api.PublishApi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** A story that its client hands in as part of a trace of its own. */
record TracedStory(String name, String site, String traceparent) {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** @return id of the publication */
    String publish(int apiPort, String key) throws IOException, InterruptedException {
        var story = JsonMapper.shared()
                .createObjectNode()
                .put("storyKey", name)
                .put("site", site)
                .put("placement", "post");
        story.putObject("content").put("title", name).put("html", "<p>The words of the story</p>");
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create(PublishApi.local(apiPort) + "/v1/publications"))
                            .header("Authorization", "Bearer " + key)
                            .header("Content-Type", "application/json")
                            .header("Idempotency-Key", UUID.randomUUID().toString())
                            .header("traceparent", traceparent)
                            .timeout(PATIENCE)
                            .POST(BodyPublishers.ofString(story.toString()))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            return JsonMapper.shared()
                    .readTree(answer.body())
                    .path("publicationId")
                    .asString();
        }
    }
}

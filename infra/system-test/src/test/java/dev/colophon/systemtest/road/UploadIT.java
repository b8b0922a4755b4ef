package dev.colophon.systemtest.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.local.api.PublishApi;
import dev.colophon.systemtest.guarantee.SiteList;
import dev.colophon.systemtest.guarantee.SitePost;
import dev.colophon.systemtest.pipeline.RunningPipeline;
import dev.colophon.systemtest.pipeline.RunningPipelineExtension;
import dev.colophon.testkit.wordpress.Pictures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An image that a client hands in at the door is at the site, with the stories that name it, though it never had an address. */
@ExtendWith(RunningPipelineExtension.class)
final class UploadIT {

    private static final String SITE = "uploads";
    private static final String BOUNDARY = "between-the-parts";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final RunningPipeline running;

    UploadIT(RunningPipeline running) {
        this.running = running;
    }

    @Test
    void an_image_handed_in_once_is_shown_by_two_stories_and_uploaded_once() throws Exception {
        var key = running.register(SITE, 2);
        var url = handIn(key).path("url").asString();
        var before = running.wordpress().media().size();
        try (var door = new PublishApi(PublishApi.local(running.pipeline().apiPort()), key)) {
            for (var story : List.of("upload-one", "upload-two")) {
                var answer = door.publish(story(story, url), story);
                assertThat(answer.isSuccess()).as(answer.problem()).isTrue();
            }
        }

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(atTheSite()).hasSize(2));

        assertThat(running.wordpress().media()).hasSize(before + 1);
        assertThat(atTheSite())
                .allSatisfy(post -> assertThat(post.content())
                        .contains("/wp-content/uploads/")
                        .doesNotContain("colophon.invalid"));
    }

    private List<SitePost> atTheSite() {
        return new SiteList(running.wordpress().url(), running.wordpress().editor())
                .posts().stream()
                        .filter(SitePost::isPublic)
                        .filter(post -> post.slug().startsWith("upload-"))
                        .toList();
    }

    private static ObjectNode story(String key, String url) {
        ObjectNode story = JsonMapper.shared()
                .createObjectNode()
                .put("storyKey", key)
                .put("site", SITE)
                .put("placement", "post");
        var content =
                story.putObject("content").put("title", key).put("slug", key).put("html", "<img src=\"" + url + "\">");
        content.putObject("featuredImage").put("url", url);
        content.putArray("media").addObject().put("url", url);
        return story;
    }

    private JsonNode handIn(String key) throws IOException, InterruptedException {
        var body = new ByteArrayOutputStream();
        body.writeBytes(("--" + BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\"alt\"\r\n\r\nTwo ships\r\n--" + BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"ships.png\"\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(Pictures.png(2_101));
        body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create(
                                    PublishApi.local(running.pipeline().apiPort()) + "/v1/media"))
                            .header("Authorization", "Bearer " + key)
                            .header("Idempotency-Key", "ships")
                            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                            .timeout(PATIENCE)
                            .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            return JsonMapper.shared().readTree(answer.body());
        }
    }
}

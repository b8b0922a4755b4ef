package dev.colophon.systemtest.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.local.api.PublishApi;
import dev.colophon.secrethunt.LogFiles;
import dev.colophon.systemtest.pipeline.Pipeline;
import dev.colophon.testkit.wordpress.FakeWordPress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What an operator switches on to see more shows more of everything but of what opens something. */
final class DebugLogsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String SITE = "debugged";
    private static final List<String> SERVICES =
            List.of("publish-api", "outbox-relay", "status-projector", "wordpress-publisher-1");

    @Test
    void with_debug_on_in_all_services_a_story_leaves_no_secret_in_any_log(@TempDir Path folder) throws Exception {
        try (var wordpress = FakeWordPress.start();
                var receiver = new Receiver();
                var pipeline = new Pipeline(folder, 1, Map.of("LOGGING_LEVEL_ROOT", "DEBUG"))) {
            receiver.getWell();
            pipeline.startAll();
            var key = pipeline.register(SITE, wordpress.url(), wordpress.editor(), 2);
            try (var door = new PublishApi(PublishApi.local(pipeline.apiPort()), key)) {
                var url = JsonMapper.shared().createObjectNode().put("url", receiver.url());
                var secret =
                        door.post("/v1/webhooks", url).body().path("secret").asString();
                var publication = door.publish(story(), "debugged-1")
                        .body()
                        .path("publicationId")
                        .asString();
                await("the story")
                        .atMost(PATIENCE)
                        .untilAsserted(
                                () -> assertThat(door.publication(publication).text("status"))
                                        .isEqualTo("published"));
                await("its webhook")
                        .atMost(PATIENCE)
                        .until(() -> receiver.calls().stream().anyMatch(Receiver.Call::taken));

                var hunt = pipeline.hunt()
                        .secret("client's key", key)
                        .secret("webhook's secret", secret)
                        .secret("webhook's secret, without its prefix", secret.replace("whsec_", ""))
                        .password(wordpress.editor());
                assertThat(hunt.leaks(List.of(new LogFiles(pipeline.logs())))).isEmpty();
                assertThat(servicesThatSay(" DEBUG ", pipeline.logs())).isEqualTo(SERVICES);
            }
        }
    }

    private static List<String> servicesThatSay(String word, Path logs) throws IOException {
        try (var files = Files.walk(logs)) {
            var telling = files.filter(file -> file.toString().endsWith(".log"))
                    .filter(file -> says(word, file))
                    .map(Path::toString)
                    .toList();
            return SERVICES.stream()
                    .filter(service -> telling.stream().anyMatch(log -> log.contains("/services/" + service)))
                    .toList();
        }
    }

    private static boolean says(String word, Path log) {
        try (var lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> line.contains(word));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode story() {
        var story = JsonMapper.shared()
                .createObjectNode()
                .put("storyKey", "debugged")
                .put("site", SITE)
                .put("placement", "post");
        story.putObject("content").put("title", "Seen by debug").put("html", "<p>Every word of it.</p>");
        return story;
    }
}

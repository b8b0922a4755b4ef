package dev.colophon.systemtest.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.local.api.Answer;
import dev.colophon.local.api.ApiUnreachable;
import dev.colophon.local.api.PublishApi;
import dev.colophon.systemtest.pipeline.RunningPipeline;
import dev.colophon.systemtest.pipeline.RunningPipelineExtension;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A client without Kafka hears what became of its story: outbox, relay, Kafka, WordPress, receipt, status, event, webhook. */
@ExtendWith(RunningPipelineExtension.class)
final class WebhookIT {

    private static final String SITE = "webhooks";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final RunningPipeline running;

    WebhookIT(RunningPipeline running) {
        this.running = running;
    }

    @Test
    void a_client_is_told_of_each_event_once_under_its_own_id_though_its_server_was_away_at_first() throws Exception {
        try (var receiver = new Receiver();
                var door = new PublishApi(PublishApi.local(running.pipeline().apiPort()), running.register(SITE, 2))) {
            var webhook = done(door.post(
                    "/v1/webhooks", JsonMapper.shared().createObjectNode().put("url", receiver.url())));
            var publication = done(door.publish(story(), "webhook-1"))
                    .path("publicationId")
                    .asString();
            await().atMost(PATIENCE).until(() -> !receiver.calls().isEmpty());
            receiver.getWell();
            // A story that is deferred first has more than three events, and this one last.
            await().atMost(PATIENCE)
                    .until(() -> receiver.calls().stream()
                            .filter(Receiver.Call::taken)
                            .anyMatch(call -> told(call.body()).equals("published " + publication)));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(states(door, webhook))
                            .hasSizeGreaterThanOrEqualTo(3)
                            .containsOnly("delivered"));

            var taken = receiver.calls().stream().filter(Receiver.Call::taken).toList();
            assertThat(taken).extracting(Receiver.Call::id).doesNotHaveDuplicates();
            assertThat(receiver.calls())
                    .allMatch(call -> call.isSignedBy(webhook.path("secret").asString()));
            assertThat(receiver.calls().stream().filter(call -> !call.taken()).map(Receiver.Call::id))
                    .as("what was refused comes again under the id that it had")
                    .isNotEmpty()
                    .isSubsetOf(taken.stream().map(Receiver.Call::id).toList());
            assertThat(taken.stream().map(Receiver.Call::body).map(WebhookIT::told))
                    .allMatch(told -> told.endsWith(publication))
                    .contains("published " + publication, "accepted " + publication);
        }
    }

    /** Kind of event and publication. */
    private static String told(String body) {
        var event = JsonMapper.shared().readTree(body);
        var type = event.path("type").asString();
        return type.replaceFirst("^dev\\.colophon\\.publication\\.", "").replaceFirst("\\.v1$", "") + " "
                + event.path("data").path("publicationId").asString();
    }

    private static List<String> states(PublishApi door, JsonNode webhook) throws ApiUnreachable {
        var log = done(door.get("/v1/webhooks/" + webhook.path("webhookId").asString() + "/deliveries"));
        return StreamSupport.stream(log.path("deliveries").spliterator(), false)
                .map(delivery -> delivery.path("state").asString())
                .collect(Collectors.toList());
    }

    private static ObjectNode story() {
        ObjectNode story = JsonMapper.shared()
                .createObjectNode()
                .put("storyKey", "told")
                .put("site", SITE)
                .put("placement", "post");
        story.putObject("content").put("title", "Told to whoever asked").put("html", "<p>Once each.</p>");
        return story;
    }

    private static JsonNode done(Answer answer) {
        assertThat(answer.isSuccess()).as(answer.problem()).isTrue();
        return answer.body();
    }
}

package dev.colophon.systemtest.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.local.api.Answer;
import dev.colophon.local.api.PublishApi;
import dev.colophon.secrethunt.Answers;
import dev.colophon.secrethunt.ConsolePages;
import dev.colophon.secrethunt.LogFiles;
import dev.colophon.secrethunt.MetricsPages;
import dev.colophon.secrethunt.Place;
import dev.colophon.secrethunt.TableRows;
import dev.colophon.secrethunt.TopicRecords;
import dev.colophon.systemtest.pipeline.PluginKey;
import dev.colophon.systemtest.pipeline.RunningPipeline;
import dev.colophon.systemtest.pipeline.RunningPipelineExtension;
import dev.colophon.testkit.wordpress.FakeWordPress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Secrets that are used on the whole road, and looked for in all that the services say and keep: spans too, and refusals. */
@ExtendWith(RunningPipelineExtension.class)
final class SecretsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String SITE = "hunted";
    private static final String SITE_BY_KEY = "hunted-by-key";

    private final RunningPipeline running;

    SecretsIT(RunningPipeline running) {
        this.running = running;
    }

    @Test
    void what_was_shown_once_replaced_or_sealed_is_in_no_answer_page_metric_span_table_topic_or_log() throws Exception {
        var pipeline = running.pipeline();
        var retired = running.register(SITE, 2);
        try (var plugin = FakeWordPress.builder().withCompanion().start();
                var receiver = new Receiver();
                var admin = new PublishApi(PublishApi.local(pipeline.apiPort()), pipeline.adminKey())) {
            receiver.getWell();
            var pluginKey = PluginKey.of(plugin);
            done(admin.put("/v1/sites/" + SITE_BY_KEY, byKey(plugin, pluginKey)));
            var key = done(admin.post("/v1/clients/" + SITE + "/keys", othersEndNow()))
                    .path("key")
                    .asString();
            try (var client = new PublishApi(PublishApi.local(pipeline.apiPort()), key)) {
                var url = JsonMapper.shared().createObjectNode().put("url", receiver.url());
                var secret =
                        done(client.post("/v1/webhooks", url)).path("secret").asString();
                publish(client, key, SITE);
                publish(client, key, SITE_BY_KEY);
                await().atMost(PATIENCE)
                        .untilAsserted(() ->
                                assertThat(receiver.calls()).anyMatch(call -> call.isSignedBy(secret) && call.taken()));

                var hunt = pipeline.hunt()
                        .secret("key that was replaced", retired)
                        .secret("key in its place", key)
                        .secret("webhook's secret", secret)
                        .secret("webhook's secret, without its prefix", secret.replace("whsec_", ""))
                        .secret("plugin's key", pluginKey)
                        .password(running.wordpress().editor());
                assertThat(hunt.leaks(places(key, retired, pluginKey))).isEmpty();
            }
        }
    }

    private List<Place> places(String key, String retired, String pluginKey) {
        var pipeline = running.pipeline();
        var doors = pipeline.doors(key);
        var password = running.wordpress().editor().applicationPassword();
        return List.of(
                new Answers(doors, SITE, retired),
                new Answers(doors, SITE_BY_KEY, pluginKey),
                new Answers(doors, SITE, password),
                new ConsolePages(doors.api(), doors.adminKey(), SITE, retired),
                new MetricsPages(pipeline.managementPorts()),
                this::spans,
                new TableRows(pipeline.sql(), "told of " + SITE_BY_KEY),
                new TopicRecords(pipeline.kafka(), "told of " + SITE_BY_KEY),
                new LogFiles(pipeline.logs()));
    }

    private void spans(BiConsumer<String, String> eye) {
        var bodies = running.spans().bodies();
        assertThat(bodies).anyMatch(body -> body.contains("visit site"));
        bodies.forEach(body -> eye.accept("spans", body));
    }

    private void publish(PublishApi client, String key, String site) throws Exception {
        var trace = UUID.randomUUID().toString().replace("-", "");
        var id = new TracedStory("told of " + site, site, "00-" + trace + "-00f067aa0ba902b7-01")
                .publish(running.pipeline().apiPort(), key);
        await(site)
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(client.publication(id).text("status")).isEqualTo("published"));
        await("spans of " + site)
                .atMost(PATIENCE)
                .until(() -> running.spans().of(trace).stream()
                        .anyMatch(span -> span.name().equals("relay publishing.events.v1")));
    }

    private static ObjectNode othersEndNow() {
        return JsonMapper.shared()
                .createObjectNode()
                .put("othersExpireAt", Instant.now().toString());
    }

    private static ObjectNode byKey(FakeWordPress plugin, String key) {
        var site = JsonMapper.shared()
                .createObjectNode()
                .put("platform", "wordpress")
                .put("baseUrl", plugin.url().toString());
        site.putObject("credentials").put("kind", "api_key").put("key", key);
        return site;
    }

    private static JsonNode done(Answer answer) {
        assertThat(answer.isSuccess()).as(answer.problem()).isTrue();
        return answer.body();
    }
}

package dev.colophon.systemtest.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.local.api.Answer;
import dev.colophon.local.api.PublishApi;
import dev.colophon.systemtest.guarantee.SiteList;
import dev.colophon.systemtest.guarantee.SitePost;
import dev.colophon.systemtest.pipeline.RunningPipeline;
import dev.colophon.systemtest.pipeline.RunningPipelineExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** FAULTS 30: any text that the door takes is at the far ends, byte for byte; what PostgreSQL, Kafka or WordPress would not keep is refused there. */
@ExtendWith(RunningPipelineExtension.class)
final class TextsIT {

    private static final String SITE = "texts";
    private static final int STORIES = 24;
    private static final int PIECES = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What has broken pipelines before: other planes, joiners, marks that combine, other directions, look-alikes, quotes, escapes. */
    private static final List<String> PIECES_OF_TEXT = List.of(
            "plain words ",
            "Ærøskøbing ",
            "Příliš žluťoučký kůň ",
            "שלום ",
            "مرحبا ",
            "你好，世界 ",
            "안녕 ",
            "ไทย ",
            "👩‍👩‍👧‍👦 ",
            "🏴󠁧󠁢󠁳󠁣󠁴󠁿 ",
            "e\u0301 and é ",
            "\u202Ertl\u202C ",
            "a\u200Bb\uFEFFc ",
            "\u00A0\u2028\u2029",
            "\uFFFD\uFFFC",
            "\uD834\uDD1E ",
            "\"quoted\" 'too' ",
            "back\\slash \\u0041 \\n ",
            "%s %d ${x} {{y}} #{z} ",
            "&amp; &lt;b&gt; &#8211; ",
            "\ttab\nline\r\n",
            "]]> <!-- x --> ",
            "NaN Infinity null ");

    private final RunningPipeline running;

    TextsIT(RunningPipeline running) {
        this.running = running;
    }

    @Test
    void whatever_text_is_taken_is_the_same_in_kafka_and_at_the_site() throws Exception {
        long seed = Long.getLong("texts.seed", 30);
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        System.out.println("texts: seed " + seed);
        Map<UUID, String> sent = new HashMap<>();
        try (var door = new PublishApi(PublishApi.local(running.pipeline().apiPort()), running.register(SITE, 4))) {
            for (int story = 0; story < STORIES; story++) {
                String html = "<p>" + text(random) + "</p>";
                Answer answer = door.publish(story("text-" + story, "Text " + story, html), "text-" + story);
                assertThat(answer.isSuccess())
                        .as("%s: %s", html, answer.problem())
                        .isTrue();
                sent.put(UUID.fromString(answer.text("publicationId")), html);
            }
        }

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(atTheSite()).containsOnlyKeys(sent.keySet()));

        assertThat(inKafka(sent)).isEqualTo(sent);
        atTheSite().forEach((publication, content) -> assertThat(content).startsWith(sent.get(publication)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\u0000b", "a\\ud800b", "a\\udc00\\ud800b"})
    void what_cannot_be_kept_is_refused_at_the_door_with_the_field_and_the_fix(String escaped) throws Exception {
        String body = story("refused", "Refused", "<p>HERE</p>").toString().replace("HERE", escaped);

        var answer = send(body);

        assertThat(answer.path("errors")).isNotEmpty().allSatisfy(error -> {
            assertThat(error.path("pointer").asString()).isEqualTo("/content/html");
            assertThat(error.path("fix").asString()).isNotBlank();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity"})
    void a_number_that_is_none_is_no_json(String number) throws Exception {
        String body = story("refused", "Refused", "<p>x</p>").toString().replace("\"Refused\"", number);

        assertThat(send(body).path("code").asString()).isEqualTo("MALFORMED_BODY");
    }

    private static String text(RandomGenerator random) {
        var text = new StringBuilder("begin ");
        for (int piece = 0; piece < PIECES; piece++) {
            text.append(PIECES_OF_TEXT.get(random.nextInt(PIECES_OF_TEXT.size())));
        }
        return text.append("end").toString();
    }

    private Map<UUID, String> atTheSite() {
        return new SiteList(running.wordpress().url(), running.wordpress().editor())
                .posts().stream()
                        .filter(SitePost::isPublic)
                        .filter(post -> post.slug().startsWith("text-"))
                        .collect(Collectors.toMap(SitePost::publication, SitePost::content));
    }

    private Map<UUID, String> inKafka(Map<UUID, String> sent) {
        return running.pipeline().kafka().records("publishing.requests.v1").stream()
                .filter(request -> sent.containsKey(UUID.fromString(request.key())))
                .map(request -> JsonMapper.shared().readTree(request.value()))
                .collect(Collectors.toMap(
                        request -> UUID.fromString(request.path("publicationId").asString()),
                        request -> request.path("variant").path("html").asString(),
                        (first, _) -> first)); // the relay may send a row again
    }

    private static ObjectNode story(String key, String title, String html) {
        ObjectNode story = JsonMapper.shared()
                .createObjectNode()
                .put("storyKey", key)
                .put("site", SITE)
                .put("placement", "post");
        story.putObject("content").put("title", title).put("slug", key).put("html", html);
        return story;
    }

    /** As it is, since no writer of JSON would write it. @return the problem */
    private JsonNode send(String body) throws IOException, InterruptedException {
        String key = running.register("texts-" + UUID.randomUUID().toString().substring(0, 8), 1);
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create(
                                    PublishApi.local(running.pipeline().apiPort()) + "/v1/publications"))
                            .header("Authorization", "Bearer " + key)
                            .header("Content-Type", "application/json")
                            .header("Idempotency-Key", UUID.randomUUID().toString())
                            .timeout(PATIENCE)
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isIn(400, 422);
            return JsonMapper.shared().readTree(answer.body());
        }
    }
}

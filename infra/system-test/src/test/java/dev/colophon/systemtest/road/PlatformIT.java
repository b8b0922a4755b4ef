package dev.colophon.systemtest.road;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.local.api.Answer;
import dev.colophon.local.api.PublishApi;
import dev.colophon.systemtest.pipeline.Pipeline;
import dev.colophon.systemtest.pipeline.RunningPipeline;
import dev.colophon.systemtest.pipeline.RunningPipelineExtension;
import dev.colophon.testkit.wordpress.FakeWordPress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** S1-7: a further platform is an entry in publish-api's configuration and an adapter, and nothing that a service or a schema knows. */
@ExtendWith(RunningPipelineExtension.class)
final class PlatformIT {

    private static final String SITE = "board";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern LEFT = Pattern.compile("(?m)^colophon_inbox_other_platforms_total(?:\\{.*})? (\\S+)$");

    private final Pipeline pipeline;

    PlatformIT(RunningPipeline running) {
        this.pipeline = running.pipeline();
    }

    @Test
    void a_platform_that_no_service_knows_delivers_by_an_adapter_of_its_own() throws Exception {
        double leftBefore = leftByThePublisher();
        try (var board = FakeWordPress.start(); // whoever takes it for a WordPress would speak to one
                var adapter = new BulletinAdapter(pipeline.kafka());
                var door = new PublishApi(
                        PublishApi.local(pipeline.apiPort()),
                        pipeline.register(SITE, BulletinAdapter.PLATFORM, board.url(), board.editor(), 2))) {
            var post = accepted(door.publish(story("post", "Hung up"), "board-1"));
            var story = accepted(door.publish(story("facebook_story", "Hung up beside"), "board-2"));
            publishedBy(adapter, door, post, 1);
            publishedBy(adapter, door, story, 1);
            assertThat(accepted(door.publish(story("post", "Hung up anew"), "board-3")))
                    .isEqualTo(post);
            publishedBy(adapter, door, post, 2);

            assertThat(requireNonNull(adapter.notice(post)).title()).isEqualTo("Hung up anew");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(told(post)).contains("accepted", "published", "updated"));
            await("the publisher has seen all three")
                    .atMost(PATIENCE)
                    .until(() -> leftByThePublisher() >= leftBefore + 3);
            assertThat(rowsOfThePublisher(post) + rowsOfThePublisher(story)).isZero();
            assertThat(pipeline.kafka().records("publishing.requests.v1.dlt"))
                    .noneMatch(
                            letter -> List.of(post.toString(), story.toString()).contains(letter.key()));
            assertThat(pipeline.kafka().records("publishing.receipts.v1.dlt"))
                    .noneMatch(
                            letter -> List.of(post.toString(), story.toString()).contains(letter.key()));
            assertThat(board.requests()).as("nobody spoke WordPress to it").isEmpty();
        }
    }

    /** What the door says in the end, while the adapter works. */
    private static void publishedBy(BulletinAdapter adapter, PublishApi door, UUID publication, long revision) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            adapter.work();
            var status = door.publication(publication.toString()).body();
            assertThat(status.path("status").asString()).isEqualTo("published");
            assertThat(status.path("publishedRevision").longValue()).isEqualTo(revision);
            assertThat(status.path("externalUrl").asString())
                    .isEqualTo(BulletinAdapter.address(requireNonNull(adapter.notice(publication))));
        });
    }

    private long rowsOfThePublisher(UUID publication) {
        return pipeline.sql()
                .sql("""
                        SELECT (SELECT count(*) FROM wordpress_publisher.ledger WHERE publication_id = :id)
                          + (SELECT count(*) FROM wordpress_publisher.outbox WHERE message_key = CAST(:id AS text))
                        """)
                .param("id", publication)
                .query(Long.class)
                .single();
    }

    private double leftByThePublisher() throws Exception {
        var page = URI.create(
                "http://127.0.0.1:" + pipeline.publishers().getFirst().managementPort() + "/actuator/prometheus");
        try (var http = HttpClient.newHttpClient()) {
            var left = LEFT.matcher(http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
                    .body());
            assertThat(left.find()).as("it is told from the start").isTrue();
            return Double.parseDouble(left.group(1));
        }
    }

    /** The public events of a publication. */
    private List<String> told(UUID publication) {
        return pipeline.kafka().records("publishing.events.v1").stream()
                .filter(event -> publication.toString().equals(event.key()))
                .map(event -> new String(event.headers().lastHeader("ce_type").value(), UTF_8))
                .map(type -> type.replaceAll("^dev\\.colophon\\.publication\\.|\\.v1$", ""))
                .toList();
    }

    private static UUID accepted(Answer answer) {
        assertThat(answer.isSuccess()).as(answer.problem()).isTrue();
        return UUID.fromString(answer.text("publicationId"));
    }

    private static ObjectNode story(String placement, String title) {
        ObjectNode story = JsonMapper.shared()
                .createObjectNode()
                .put("storyKey", "board-" + placement)
                .put("site", SITE)
                .put("placement", placement);
        story.putObject("content").put("title", title).put("html", "<p>To be read by whoever passes.</p>");
        return story;
    }
}

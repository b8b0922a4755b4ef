package dev.colophon.systemtest.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.local.api.Answer;
import dev.colophon.local.api.ApiUnreachable;
import dev.colophon.local.api.PublishApi;
import dev.colophon.systemtest.guarantee.SiteList;
import dev.colophon.systemtest.guarantee.SitePost;
import dev.colophon.systemtest.pipeline.Pipeline;
import dev.colophon.systemtest.pipeline.RunningPipeline;
import dev.colophon.systemtest.pipeline.RunningPipelineExtension;
import dev.colophon.testkit.process.ServiceProcess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** S2-26: a time that a client asked for outlives every process, and nothing is at the site before it. */
@ExtendWith(RunningPipelineExtension.class)
final class ScheduleIT {

    private static final String SITE = "schedules";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String EVENTS = "publishing.events.v1";

    private final RunningPipeline running;
    private final Pipeline pipeline;

    ScheduleIT(RunningPipeline running) {
        this.running = running;
        this.pipeline = running.pipeline();
    }

    @Test
    void a_story_that_was_scheduled_before_everything_was_restarted_is_public_once_and_not_early() throws Exception {
        try (var door = new PublishApi(PublishApi.local(pipeline.apiPort()), running.register(SITE, 2))) {
            var due = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
            var scheduled = accepted(door.publish(story("later").put("publishAt", due.toString()), "schedule-later"));
            await().atMost(PATIENCE).until(() -> status(door, scheduled).equals("scheduled"));

            killEverything();
            pipeline.startAll();

            assertThat(status(door, scheduled)).isEqualTo("scheduled");
            var now = accepted(door.publish(story("now"), "schedule-now"));
            await().atMost(PATIENCE).until(() -> status(door, now).equals("published"));
            assertThat(Instant.now()).as("the test itself was in time").isBefore(due);
            assertThat(status(door, scheduled)).isEqualTo("scheduled");
            assertThat(postsOf(scheduled))
                    .as("nothing is at the site before its time")
                    .isEmpty();

            comes(scheduled, due);
            await().atMost(PATIENCE).until(() -> status(door, scheduled).equals("published"));

            assertThat(postsOf(scheduled)).singleElement().matches(SitePost::isPublic);
            await().atMost(PATIENCE).until(() -> told(scheduled).contains("published"));
            assertThat(told(scheduled))
                    .containsSubsequence("scheduled", "published")
                    .containsOnlyOnce("published");
        }
    }

    private void killEverything() {
        List<ServiceProcess> all = new ArrayList<>(pipeline.publishers());
        all.addAll(List.of(pipeline.projector(), pipeline.relay(), pipeline.api()));
        all.forEach(ServiceProcess::kill);
        assertThat(all).noneMatch(ServiceProcess::isAlive);
    }

    /** The hour passes: the database's clock is the one that counts, so its row is moved instead. */
    private void comes(UUID publication, Instant due) {
        int moved = pipeline.sql()
                .sql("""
                        UPDATE wordpress_publisher.ledger SET due_at = clock_timestamp()
                        WHERE publication_id = :publication AND due_at = CAST(:due AS timestamptz)
                        """)
                .param("publication", publication)
                .param("due", due.toString())
                .update();
        assertThat(moved).as("it waited for just that time").isOne();
    }

    private List<SitePost> postsOf(UUID publication) {
        return new SiteList(running.wordpress().url(), running.wordpress().editor())
                .posts().stream()
                        .filter(post -> post.publication().equals(publication))
                        .toList();
    }

    /** The public events of a publication, in their order; each once, since the relay may send a row again. */
    private List<String> told(UUID publication) {
        Set<String> ids = new HashSet<>();
        return pipeline.kafka().records(EVENTS).stream()
                .filter(event -> publication.toString().equals(event.key()))
                .filter(event ->
                        ids.add(new String(event.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8)))
                .map(event -> new String(event.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8))
                .map(type -> type.replaceAll("^dev\\.colophon\\.publication\\.|\\.v1$", ""))
                .toList();
    }

    private static String status(PublishApi door, UUID publication) throws ApiUnreachable {
        return door.get("/v1/publications/" + publication).text("status");
    }

    private static UUID accepted(Answer answer) {
        assertThat(answer.isSuccess()).as(answer.problem()).isTrue();
        return UUID.fromString(answer.text("publicationId"));
    }

    private static ObjectNode story(String key) {
        ObjectNode story = JsonMapper.shared()
                .createObjectNode()
                .put("storyKey", "schedule-" + key)
                .put("site", SITE)
                .put("placement", "post");
        story.putObject("content").put("title", "To be read " + key).put("html", "<p>In time.</p>");
        return story;
    }
}

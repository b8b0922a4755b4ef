package dev.colophon.systemtest.incident;

import static dev.colophon.systemtest.incident.FaultyBuild.ENDS;
import static dev.colophon.systemtest.incident.FaultyBuild.FAULTY;
import static dev.colophon.systemtest.incident.FaultyBuild.INVALID;
import static dev.colophon.systemtest.incident.FaultyBuild.MISROUTED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.local.api.Answer;
import dev.colophon.local.api.ApiUnreachable;
import dev.colophon.local.api.OperationsApi;
import dev.colophon.local.api.PublishApi;
import dev.colophon.systemtest.guarantee.SiteList;
import dev.colophon.systemtest.guarantee.SitePost;
import dev.colophon.systemtest.pipeline.Pipeline;
import dev.colophon.systemtest.pipeline.RunningPipeline;
import dev.colophon.systemtest.pipeline.RunningPipelineExtension;
import dev.colophon.testkit.process.ServiceProcess;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Incident 3 at its own size, through the running services: 2,089 stories come in through the door, 55 are published as they should, 2,034
 * are carried on by a faulty build to steps that had no right to be taken, by 5,750 receipts. An operator invalidates these over the
 * projector's API and rebuilds the site's statuses; then a sound publisher takes up every story that was thought to be done with.
 */
@ExtendWith(RunningPipelineExtension.class)
final class IncidentThreeIT {

    private static final String SITE = "incident3";
    private static final int SOUND_STORIES = 55;
    private static final int IN_SCOPE = SOUND_STORIES + MISROUTED;
    private static final int BULK = 500;
    private static final int CONCURRENCY = 16;
    private static final Duration PATIENCE = Duration.ofMinutes(12);
    private static final Duration STOP_GRACE = Duration.ofSeconds(40);

    private final Pipeline pipeline;
    private final RunningPipeline running;
    private Statuses statuses;
    private PublishApi door;
    private OperationsApi operations;

    IncidentThreeIT(RunningPipeline running) {
        this.running = running;
        this.pipeline = running.pipeline();
    }

    @BeforeEach
    void come_in() throws Exception {
        door = new PublishApi(PublishApi.local(pipeline.apiPort()), running.register(SITE, CONCURRENCY));
        statuses = Statuses.of(pipeline.sql(), SITE);
        operations = pipeline.projectorOperations("ada");
    }

    @AfterEach
    void leave() {
        operations.close();
        door.close();
    }

    @Test
    void misrouted_stories_go_back_to_the_step_that_was_right_and_then_none_is_skipped() throws Exception {
        post(0, SOUND_STORIES);
        awaitStatuses(Map.of("published", SOUND_STORIES));
        ServiceProcess paused = pausePublishing();
        try {
            theIncidentIsFoundAndRepaired();
        } finally {
            paused.stop(STOP_GRACE);
            Pipeline.start(pipeline.publishers().getFirst());
        }
        awaitStatuses(Map.of("published", IN_SCOPE));
        assertThat(publicPosts()).as("every story once").hasSize(IN_SCOPE).doesNotHaveDuplicates();
    }

    private void theIncidentIsFoundAndRepaired() throws Exception {
        post(SOUND_STORIES, IN_SCOPE);
        awaitEntries(IN_SCOPE);

        assertThat(new FaultyBuild(pipeline.postgres().as("wordpress_publisher")).misroute(statuses.site()))
                .isEqualTo(INVALID);
        awaitStatuses(withThePublished(ENDS));
        // A story that is deferred once more stands as it did: its last receipts may be on their way.
        await().atMost(PATIENCE).until(() -> statuses.receiptsOf(FAULTY) == INVALID);
        var untouched = statuses.untouchedBy(FAULTY);
        assertThat(untouched).hasSize(SOUND_STORIES);
        // The statuses stand before the relay has told all of it.
        await().atMost(PATIENCE).until(() -> events() >= statuses.told());
        var before = events();

        var impact = done(operations.post("/operations/v1/invalidations/preview", faulty()));
        assertThat(impact.path("events").asInt()).isEqualTo(INVALID);
        assertThat(impact.path("publications").asInt()).isEqualTo(MISROUTED);
        assertThat(counts(impact.path("statusChanges")))
                .isEqualTo(ENDS.entrySet().stream()
                        .collect(Collectors.toMap(end -> end.getKey() + " -> publishing", Map.Entry::getValue)));
        assertThat(statuses.counts()).as("a preview changes nothing").isEqualTo(withThePublished(ENDS));

        var decision = done(operations.post("/operations/v1/invalidations", decision(impact)));
        assertThat(decision.path("statusesCorrected").asInt()).isEqualTo(MISROUTED);
        assertThat(decision.path("publicationsAnnounced").asInt()).isEqualTo(MISROUTED);
        var rebuilt = rebuild();
        assertThat(rebuilt.path("publications").asInt()).isEqualTo(IN_SCOPE);
        assertThat(rebuilt.path("swapped").asInt())
                .as("nothing was left to rebuild")
                .isZero();

        assertThat(statuses.counts()).isEqualTo(Map.of("published", SOUND_STORIES, "publishing", MISROUTED));
        assertThat(statuses.atTheStepThatWasRight()).isEqualTo(MISROUTED);
        assertThat(statuses.untouchedBy(FAULTY)).as("the other 55").isEqualTo(untouched);
        awaitEvents(before + MISROUTED);
        assertThat(eventsOfType("corrected")).isEqualTo(MISROUTED);
        assertThat(timelineOfOne()).as("kept for whoever asks").contains("wrong build");

        assertThat(operations
                        .post("/operations/v1/invalidations/preview", faulty())
                        .text("code"))
                .as("a second run")
                .isEqualTo("NOTHING_SELECTED");
        assertThat(rebuild().path("swapped").asInt()).isZero();
        assertThat(events()).as("a second run tells nothing").isEqualTo(before + MISROUTED);
    }

    /** The sound publisher makes way for one that takes requests in, visits no site, and so is never ready. */
    private ServiceProcess pausePublishing() {
        pipeline.publishers().getFirst().stop(STOP_GRACE);
        return pipeline.publisher("wordpress-publisher-paused", Map.of("COLOPHON_PUBLISH_PAUSED", "true"))
                .start();
    }

    private void post(int from, int to) throws ApiUnreachable {
        for (int first = from; first < to; first += BULK) {
            ObjectNode bulk = JsonMapper.shared().createObjectNode();
            var items = bulk.putArray("items");
            for (int story = first; story < Math.min(to, first + BULK); story++) {
                items.addObject()
                        .put("storyKey", "incident-" + story)
                        .put("site", SITE)
                        .put("placement", "post")
                        .putObject("content")
                        .put("title", "Story " + story)
                        .put("slug", "incident-" + story)
                        .put("html", "<p>Story " + story + ".</p>");
            }
            var answer = door.bulk(bulk, "incident-" + first);
            assertThat(answer.isSuccess()).as(answer.problem()).isTrue();
        }
    }

    private static ObjectNode faulty() {
        return JsonMapper.shared().createObjectNode().put("build", FAULTY);
    }

    private static ObjectNode decision(JsonNode impact) {
        ObjectNode decision = JsonMapper.shared()
                .createObjectNode()
                .put("reason", "steps skipped by a wrong build")
                .put("fingerprint", impact.path("fingerprint").asString());
        decision.set("selection", faulty());
        return decision;
    }

    /** All of the site, for real, to its end. */
    private JsonNode rebuild() throws ApiUnreachable {
        ObjectNode start = JsonMapper.shared()
                .createObjectNode()
                .put("reason", "incident 3")
                .put("dryRun", false);
        start.putObject("selection").put("siteId", statuses.site().toString());
        String id = done(operations.post("/operations/v1/rebuilds", start))
                .path("id")
                .asString();
        await().atMost(PATIENCE).until(() -> !rebuildState(id).equals("running"));
        assertThat(rebuildState(id)).isEqualTo("done");
        return done(operations.get("/operations/v1/rebuilds/" + id));
    }

    private String rebuildState(String id) throws ApiUnreachable {
        return done(operations.get("/operations/v1/rebuilds/" + id))
                .path("state")
                .asString();
    }

    private static JsonNode done(Answer answer) {
        assertThat(answer.isSuccess()).as(answer.problem()).isTrue();
        return answer.body();
    }

    private static Map<String, Integer> withThePublished(Map<String, Integer> ends) {
        var all = new TreeMap<>(ends);
        all.merge("published", SOUND_STORIES, Integer::sum);
        return all;
    }

    private static Map<String, Integer> counts(JsonNode object) {
        return object.propertyStream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().asInt()));
    }

    private void awaitStatuses(Map<String, Integer> wanted) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(statuses.counts()).isEqualTo(wanted));
    }

    private void awaitEntries(int wanted) {
        await().atMost(PATIENCE).until(() -> statuses.inTheLedger() == wanted);
    }

    private void awaitEvents(int wanted) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(events()).isEqualTo(wanted));
    }

    private String timelineOfOne() throws ApiUnreachable {
        return done(door.get("/v1/publications/" + statuses.oneThatIs("publishing") + "/timeline"))
                .toString();
    }

    private int events() {
        return ofThisSite().size();
    }

    private long eventsOfType(String word) {
        return ofThisSite().stream()
                .filter(event ->
                        new String(event.headers().lastHeader("ce_type").value(), UTF_8).contains("." + word))
                .count();
    }

    /** Each once: the relay may send a row again. */
    private List<ConsumerRecord<String, String>> ofThisSite() {
        String site = statuses.site().toString();
        Set<String> ids = new HashSet<>();
        return pipeline.kafka().records("publishing.events.v1").stream()
                .filter(event -> event.value().contains(site))
                .filter(event ->
                        ids.add(new String(event.headers().lastHeader("ce_id").value(), UTF_8)))
                .toList();
    }

    private List<String> publicPosts() {
        return new SiteList(running.wordpress().url(), running.wordpress().editor())
                .posts().stream()
                        .filter(SitePost::isPublic)
                        .filter(post -> post.slug().startsWith("incident-"))
                        .map(post -> post.publication().toString())
                        .toList();
    }
}

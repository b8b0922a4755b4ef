package dev.colophon.systemtest.incident;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.local.api.Answer;
import dev.colophon.local.api.PublishApi;
import dev.colophon.systemtest.pipeline.Pipeline;
import dev.colophon.testkit.process.ServiceProcess;
import dev.colophon.testkit.wordpress.FakeWordPress;
import dev.colophon.testkit.wordpress.PublicPost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Kafka loses its disk, and comes back empty: an operator makes its topics and restarts three services (docs/operations/relay.md#relay_records_lost). */
final class KafkaLostIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final String SITE = "flooded";
    private static final String EVENTS = "publishing.events.v1";

    @Test
    void stories_that_were_under_way_are_published_once_and_subscribers_get_their_history_again(
            @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
        try (var wordpress = FakeWordPress.start();
                var pipeline = new Pipeline(folder, 1)) {
            pipeline.startAll();
            var key = pipeline.register(SITE, wordpress.url(), wordpress.editor(), 2);
            try (var door = new PublishApi(PublishApi.local(pipeline.apiPort()), key)) {
                var told = publish(door, "told", 5);
                await().atMost(PATIENCE).until(() -> arePublished(door, told));
                var publisher = pipeline.publishers().getFirst();
                publisher.kill();
                var underWay = publish(door, "under way", 5);
                await("in Kafka, and nowhere else").atMost(PATIENCE).until(() -> requestsProven(pipeline) == 10);

                pipeline.kafka().loseAll();
                var meanwhile = publish(door, "meanwhile", 5);
                pipeline.startKafka();
                restart(pipeline.projector(), pipeline.api(), publisher);

                var all = Stream.of(told, underWay, meanwhile)
                        .flatMap(Set::stream)
                        .toList();
                await().atMost(PATIENCE).until(() -> arePublished(door, all));
                assertThat(wordpress.everPublic().stream().map(PublicPost::title))
                        .hasSize(15)
                        .doesNotHaveDuplicates();
                await("every event")
                        .atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(lastTold(pipeline))
                                .containsOnlyKeys(all)
                                .allSatisfy((_, sequences) -> assertThat(sequences)
                                        .containsExactlyElementsOf(LongStream.rangeClosed(1, Collections.max(sequences))
                                                .boxed()
                                                .toList())));
                assertThat(pipeline.relay().log()).content().contains("RELAY_RECORDS_LOST");
            }
        }
    }

    private static void restart(ServiceProcess... services) {
        for (ServiceProcess service : services) {
            service.stop(GRACE);
            service.start();
        }
        for (ServiceProcess service : services) {
            service.awaitReady(PATIENCE);
        }
    }

    /**
     * Of each publication's events, in the order in which each came for the last time: what was lost comes behind what is new, and from
     * there on all of it once more.
     */
    private static Map<UUID, List<Long>> lastTold(Pipeline pipeline) {
        return pipeline.kafka().records(EVENTS).reversed().stream()
                .collect(Collectors.groupingBy(
                        event -> UUID.fromString(event.key()),
                        Collectors.mapping(
                                KafkaLostIT::sequence,
                                Collectors.collectingAndThen(
                                        Collectors.toList(),
                                        told -> told.stream()
                                                .distinct()
                                                .toList()
                                                .reversed()))));
    }

    private static Long sequence(ConsumerRecord<String, String> event) {
        return Long.valueOf(new String(event.headers().lastHeader("ce_sequence").value(), UTF_8));
    }

    private static Set<UUID> publish(PublishApi door, String title, int count) throws Exception {
        var accepted = new HashSet<UUID>();
        for (int number : IntStream.range(0, count).toArray()) {
            ObjectNode story = JsonMapper.shared()
                    .createObjectNode()
                    .put("storyKey", title + " " + number)
                    .put("site", SITE)
                    .put("placement", "post");
            story.putObject("content").put("title", title + " " + number).put("html", "<p>Dry.</p>");
            Answer answer = door.publish(story, title.replace(' ', '-') + "-" + number);
            assertThat(answer.isSuccess()).as(answer.problem()).isTrue();
            accepted.add(UUID.fromString(answer.text("publicationId")));
        }
        return accepted;
    }

    private static boolean arePublished(PublishApi door, Iterable<UUID> publications) throws Exception {
        for (UUID publication : publications) {
            if (!"published".equals(door.publication(publication.toString()).text("status"))) {
                return false;
            }
        }
        return true;
    }

    private static int requestsProven(Pipeline pipeline) {
        return pipeline.sql()
                .sql("SELECT count(*) FROM publish_api.outbox o JOIN outbox_relay.observed s ON s.event_id = o.id")
                .query(Integer.class)
                .single();
    }
}

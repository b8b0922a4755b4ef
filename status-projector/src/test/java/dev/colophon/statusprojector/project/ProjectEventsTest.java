package dev.colophon.statusprojector.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.statusprojector.Contracts;
import dev.colophon.statusprojector.message.Source;
import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The one transaction, on a real PostgreSQL, as the service's own role. */
@NullUnmarked
@ExtendWith(PostgresExtension.class)
@SpringBootTest(
        webEnvironment = WebEnvironment.NONE,
        properties = {"spring.kafka.listener.auto-startup=false", "COLOPHON_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1"})
class ProjectEventsTest {

    private final ProjectEvents projectEvents;
    private final JdbcTemplate service;
    private final PostgresServer postgres;
    private final JdbcTemplate api;
    private final JdbcTemplate superuser;
    private final UUID publication = UUID.randomUUID();

    ProjectEventsTest(
            @Autowired ProjectEvents projectEvents, @Autowired JdbcTemplate service, PostgresServer postgres) {
        this.projectEvents = projectEvents;
        this.service = service;
        this.postgres = postgres;
        this.api = new JdbcTemplate(postgres.as("publish_api"));
        this.superuser = new JdbcTemplate(postgres.superuser());
    }

    @BeforeEach
    void clear() {
        postgres.clear("status_projector");
    }

    @Test
    void a_story_is_told_from_its_request_to_its_post() {
        var story = story();

        var projected = projectEvents.project(story);

        assertThat(projected.appended()).hasSize(story.size());
        assertThat(projected.conflicts()).isEmpty();
        var status = api.queryForMap("SELECT * FROM status_projector.publication_status_v1");
        assertThat(status)
                .containsEntry("publication_id", publication)
                .containsEntry("status", "published")
                .containsEntry("update_status", null)
                .containsEntry("published_revision", 1L)
                .containsEntry("external_id", "4711")
                .containsEntry("external_url", "https://news.example/the-harbour-reopens/")
                .containsEntry("attempts", 3)
                .containsEntry("sequence", 5L);
        assertThat(timeline()).containsExactly("requested", "claimed", "reserved", "deferred", "claimed", "published");
        assertThat(announced())
                .containsExactly(
                        "dev.colophon.publication.accepted.v1",
                        "dev.colophon.publication.claimed.v1",
                        "dev.colophon.publication.deferred.v1",
                        "dev.colophon.publication.claimed.v1",
                        "dev.colophon.publication.published.v1");
    }

    @Test
    void public_messages_are_as_their_schemas_say_and_numbered_without_gaps() {
        story().forEach(entry -> projectEvents.project(List.of(entry)));

        for (var topic : List.of("publishing.events.v1", "publishing.status.v1")) {
            var rows = service.queryForList("SELECT * FROM outbox WHERE topic = ? ORDER BY sequence", topic);
            var schema = topic.equals("publishing.events.v1")
                    ? "dev.colophon.publication.event.v1"
                    : "dev.colophon.publication.status.v1";
            for (int i = 0; i < rows.size(); i++) {
                assertThat(rows.get(i))
                        .containsEntry("sequence", i + 1L)
                        .containsEntry("message_key", publication.toString());
                assertThat(Contracts.errors(schema, (String) rows.get(i).get("payload")))
                        .isEmpty();
            }
            assertThat(rows).hasSize(5);
        }
        var last = service.queryForObject(
                "SELECT payload FROM outbox WHERE topic = 'publishing.events.v1' ORDER BY sequence DESC LIMIT 1",
                String.class);
        var payload = (ObjectNode) JsonMapper.builder().build().readTree(last);
        assertThat(payload.path("status").asString()).isEqualTo("published");
        assertThat(payload.properties().stream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(
                        Contracts.sample("events/published").propertyNames());
    }

    @Test
    void a_batch_that_comes_again_changes_nothing() {
        projectEvents.project(story());
        var before = everything();

        var again = projectEvents.project(story());
        story().forEach(entry -> projectEvents.project(List.of(entry, entry)));

        assertThat(again.appended()).isEmpty();
        assertThat(again.duplicates()).isEqualTo(story().size());
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void any_order_and_any_batches_give_the_same_rows() {
        projectEvents.project(story());
        var expected = derived();
        for (long seed = 1; seed <= 12; seed++) {
            postgres.clear("status_projector");
            var random = new Random(seed);
            var shuffled = new ArrayList<>(story());
            Collections.shuffle(shuffled, random);
            while (!shuffled.isEmpty()) {
                var batch = shuffled.subList(0, 1 + random.nextInt(shuffled.size()));
                projectEvents.project(List.copyOf(batch));
                batch.clear();
            }
            assertThat(derived()).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void subscribers_hear_the_same_whether_events_come_one_by_one_or_in_a_batch() {
        projectEvents.project(story());
        var inOneBatch = events();
        postgres.clear("status_projector");

        story().forEach(entry -> projectEvents.project(List.of(entry)));

        assertThat(events()).isEqualTo(inOneBatch);
    }

    @Test
    void a_receipt_before_its_request_is_shown_and_the_request_completes_it() {
        var story = story();
        projectEvents.project(story.subList(1, story.size()));
        var alone = api.queryForObject("SELECT status FROM status_projector.publication_status_v1", String.class);

        projectEvents.project(story.subList(0, 1));

        assertThat(alone).isEqualTo("published");
        assertThat(timeline()).startsWith("requested");
        assertThat(announced()).last().isEqualTo("dev.colophon.publication.published.v1");
        assertThat(service.queryForList(
                        "SELECT payload FROM outbox WHERE topic = 'publishing.status.v1' ORDER BY sequence",
                        String.class))
                .last()
                .asString()
                .contains("\"storyKey\":\"harbour-reopens\"");
    }

    @Test
    void a_cancelled_job_is_told_as_cancelled_and_stands_in_the_timeline() {
        projectEvents.project(List.of(
                entry(Source.REQUEST, Contracts.request(publication, 1), 1),
                entry(Source.REQUEST, Contracts.request(publication, 2).put("action", "cancel"), 2),
                entry(
                        Source.RECEIPT,
                        Contracts.receipt(publication, "claimed", 1, 2)
                                .put("kind", "cancelled")
                                .put("attempt", 0),
                        3)));

        assertThat(api.queryForObject("SELECT status FROM status_projector.publication_status_v1", String.class))
                .isEqualTo("cancelled");
        assertThat(timeline()).containsExactly("requested", "requested", "cancelled");
        assertThat(announced())
                .containsExactly("dev.colophon.publication.accepted.v1", "dev.colophon.publication.cancelled.v1");
        assertThat(service.queryForList(
                        "SELECT payload FROM outbox WHERE topic = 'publishing.events.v1'", String.class))
                .allSatisfy(payload -> assertThat(Contracts.errors("dev.colophon.publication.event.v1", payload))
                        .isEmpty());
    }

    @Test
    void an_impossible_event_is_kept_with_its_reason_and_changes_no_status() {
        projectEvents.project(story());
        var before = derivedStatus();
        var second = Contracts.receipt(publication, "published", 9, 2);
        ((ObjectNode) second.get("post")).put("id", 4712);

        var projected = projectEvents.project(List.of(entry(Source.RECEIPT, second, 99)));

        assertThat(projected.conflicts()).hasSize(1);
        assertThat(derivedStatus()).isEqualTo(before);
        assertThat(api.queryForList(
                        "SELECT conflict FROM status_projector.publication_timeline_v1 WHERE conflict IS NOT NULL",
                        String.class))
                .containsExactly("SECOND_POST");
        assertThat(announced()).hasSize(5);
    }

    @Test
    void state_and_message_are_stored_together_or_not_at_all() {
        superuser.update("""
                INSERT INTO status_projector.outbox (id, topic, message_key, type, source, sequence, occurred_at, payload)
                VALUES (gen_random_uuid(), 'publishing.events.v1', ?, 't', '/s', 3, now(), '{}')
                """, publication.toString());

        assertThatThrownBy(() -> projectEvents.project(story())).isInstanceOf(DataIntegrityViolationException.class);

        for (var table : List.of("publication_event", "publication_status", "publication_stream")) {
            assertThat(service.queryForObject("SELECT count(*) FROM " + table, Long.class))
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void batches_that_share_publications_in_opposite_order_do_not_deadlock() throws Exception {
        var publications = Stream.generate(UUID::randomUUID).limit(40).toList();
        var requests = new ArrayList<LogEntry>();
        var receipts = new ArrayList<LogEntry>();
        for (var each : publications) {
            requests.add(Entries.of(Source.REQUEST, Contracts.request(each, 1), id(each, 1)));
            receipts.addFirst(Entries.of(Source.RECEIPT, Contracts.receipt(each, "claimed", 1, 1), id(each, 2)));
        }
        try (var threads = Executors.newFixedThreadPool(4)) {
            var work = new ArrayList<Callable<Projected>>();
            for (int i = 0; i < 10; i++) {
                work.add(() -> projectEvents.project(requests));
                work.add(() -> projectEvents.project(receipts));
            }
            for (var done : threads.invokeAll(work)) {
                assertThat(done.get().conflicts()).isEmpty();
            }
        }

        assertThat(service.queryForObject("SELECT count(*) FROM publication_event", Long.class))
                .isEqualTo(80);
        assertThat(service.queryForList("SELECT DISTINCT status FROM publication_status", String.class))
                .containsExactly("publishing");
    }

    /** Request, first attempt deferred, second one published. */
    private List<LogEntry> story() {
        return List.of(
                entry(Source.REQUEST, Contracts.request(publication, 1), 1),
                entry(Source.RECEIPT, Contracts.receipt(publication, "claimed", 1, 1), 2),
                entry(Source.RECEIPT, Contracts.receipt(publication, "reserved", 2, 1), 3),
                entry(Source.RECEIPT, Contracts.receipt(publication, "deferred", 3, 1), 4),
                entry(
                        Source.RECEIPT,
                        Contracts.receipt(publication, "claimed", 4, 1).put("attempt", 2),
                        5),
                entry(Source.RECEIPT, Contracts.receipt(publication, "published", 5, 1), 6));
    }

    private LogEntry entry(Source source, ObjectNode value, long id) {
        return Entries.of(source, value, id(publication, id));
    }

    private static UUID id(UUID publication, long number) {
        return new UUID(publication.getMostSignificantBits(), number);
    }

    private List<String> timeline() {
        return api.queryForList(
                "SELECT kind FROM status_projector.publication_timeline_v1 WHERE publication_id = ? ORDER BY position",
                String.class,
                publication);
    }

    private List<String> announced() {
        return service.queryForList(
                "SELECT type FROM outbox WHERE topic = 'publishing.events.v1' ORDER BY sequence", String.class);
    }

    private List<Map<String, Object>> events() {
        return service.queryForList(
                "SELECT id, type, sequence, payload FROM outbox WHERE topic = 'publishing.events.v1' ORDER BY sequence");
    }

    private List<Map<String, Object>> derivedStatus() {
        return service.queryForList("SELECT (to_jsonb(s) - 'updated_at')::text FROM publication_status s");
    }

    private List<Object> derived() {
        return List.of(derivedStatus(), timeline());
    }

    private List<Object> everything() {
        return List.of(
                derived(),
                service.queryForList("SELECT * FROM outbox ORDER BY topic, sequence"),
                service.queryForList("SELECT * FROM publication_stream"),
                service.queryForList("SELECT updated_at FROM publication_status"));
    }
}

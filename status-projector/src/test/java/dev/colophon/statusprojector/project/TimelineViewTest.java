package dev.colophon.statusprojector.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.statusprojector.Contracts;
import dev.colophon.statusprojector.message.Source;
import dev.colophon.statusprojector.publication.LoggedEvent;
import dev.colophon.statusprojector.publication.Timeline;
import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a reader of the view sees stands in the order of the fold: one says it in Java, the other in SQL. */
@NullUnmarked
@ExtendWith(PostgresExtension.class)
@SpringBootTest(
        webEnvironment = WebEnvironment.NONE,
        properties = {"spring.kafka.listener.auto-startup=false", "COLOPHON_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1"})
class TimelineViewTest {

    private static final int SETS = 150;
    private static final List<String> ACTIONS = List.of("publish", "unpublish", "cancel", "retry");
    private static final List<String> KINDS = List.of("claimed", "reserved", "published", "removed", "deferred");

    private final ProjectEvents projectEvents;
    private final PostgresServer postgres;
    private final JdbcTemplate api;

    TimelineViewTest(@Autowired ProjectEvents projectEvents, PostgresServer postgres) {
        this.projectEvents = projectEvents;
        this.postgres = postgres;
        this.api = new JdbcTemplate(postgres.as("publish_api"));
    }

    @BeforeEach
    void clear() {
        postgres.clear("status_projector");
    }

    @Test
    void the_view_tells_any_events_in_the_order_of_the_fold() {
        for (var seed : new Random().longs(SETS).toArray()) {
            var publication = new UUID(seed, 1);
            var entries = randomEntries(publication, new Random(seed));

            projectEvents.project(entries);

            assertThat(shown(publication)).as("seed %d", seed).isEqualTo(folded(entries));
        }
    }

    private List<UUID> shown(UUID publication) {
        return api.queryForList(
                "SELECT event_id FROM status_projector.publication_timeline_v1 WHERE publication_id = ? ORDER BY position",
                UUID.class,
                publication);
    }

    private static List<UUID> folded(List<LogEntry> entries) {
        return Timeline.of(entries.stream().map(LogEntry::event).toList()).stream()
                .map(LoggedEvent::id)
                .map(id -> id.value())
                .toList();
    }

    /** Few revisions, generations, numbers and instants, so that most of them tie. */
    private static List<LogEntry> randomEntries(UUID publication, Random random) {
        var entries = new ArrayList<LogEntry>();
        var size = 2 + random.nextInt(14);
        for (int i = 0; i < size; i++) {
            var id = new UUID(random.nextLong(), random.nextLong());
            var at = "2026-11-24T09:15:3%d.%06dZ".formatted(random.nextInt(3), random.nextInt(2));
            if (random.nextInt(3) == 0) {
                var request = Contracts.request(publication, 1 + random.nextInt(4))
                        .put("generation", 1 + random.nextInt(2))
                        .put("action", ACTIONS.get(random.nextInt(ACTIONS.size())))
                        .put("requestedAt", at);
                entries.add(Entries.of(Source.REQUEST, request, id));
            } else {
                var kind = KINDS.get(random.nextInt(KINDS.size()));
                var receipt = Contracts.receipt(publication, kind, 1 + random.nextInt(8), 1 + random.nextInt(4))
                        .put("generation", 1 + random.nextInt(2))
                        .put("occurredAt", at);
                entries.add(Entries.of(Source.RECEIPT, receipt, id));
            }
        }
        return entries;
    }
}

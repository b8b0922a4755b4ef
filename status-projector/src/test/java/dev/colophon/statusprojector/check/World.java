package dev.colophon.statusprojector.check;

import dev.colophon.statusprojector.Contracts;
import dev.colophon.statusprojector.message.MessageReader;
import dev.colophon.statusprojector.message.Source;
import dev.colophon.statusprojector.project.LogEntry;
import dev.colophon.statusprojector.project.Origin;
import dev.colophon.statusprojector.project.ProjectEvents;
import dev.colophon.statusprojector.publication.EventId;
import dev.colophon.testkit.postgres.PostgresServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.node.ObjectNode;

/** The tables of all services, filled as they would fill them, and then bent by a superuser where a test wants a lie. */
@NullUnmarked
public final class World {

    public static final UUID SITE = UUID.fromString("c2b7f0d4-8c1e-4e8e-9f43-7a1d5b0e6f31");
    private static final MessageReader READER = new MessageReader();
    private static long posts = 1000;

    private final PostgresServer postgres;
    private final ProjectEvents projectEvents;
    private final JdbcTemplate superuser;

    public World(PostgresServer postgres, ProjectEvents projectEvents) {
        this.postgres = postgres;
        this.projectEvents = projectEvents;
        this.superuser = new JdbcTemplate(postgres.superuser());
    }

    /** Makes the others' schemas as they make them. */
    public void migrateTheOthers() {
        postgres.migrate("publish-api");
        postgres.migrate("outbox-relay");
        postgres.migrate("wordpress-publisher");
        superuser.query("SELECT outbox_relay.make_observed_day('2026-11-24')", row -> {});
    }

    public void clear() {
        for (var schema : List.of("status_projector", "publish_api", "outbox_relay", "wordpress_publisher")) {
            postgres.clear(schema);
        }
        superuser.update("INSERT INTO wordpress_publisher.site_state (site_id) VALUES (?)", SITE);
    }

    /** As if the publisher had ended all its work. */
    public void clearLedger() {
        bend("DELETE FROM wordpress_publisher.ledger");
    }

    /** A publication about which everybody agrees: accepted, claimed, reserved, published. */
    public Story published() {
        var story = accepted();
        project(story, story.receipt("claimed", 1), story.receipt("reserved", 2), story.receipt("published", 3));
        ledger(
                story,
                "remote_id = " + story.post()
                        + ", remote_state = 'PUBLIC', remote_link = 'https://news.example/the-harbour-reopens/',"
                        + " observed_revision = 1, settled_revision = 1, due_at = NULL, last_kind = 'published',"
                        + " last_receipt_at = '2026-11-24T09:15:31Z', receipt_sequence = 3");
        return story;
    }

    /** Accepted by publish-api, known to the log and the ledger, not yet worked on. */
    public Story accepted() {
        var story = new Story(UUID.randomUUID(), ++posts);
        job(story, 1, "publish", "'2026-11-24T09:15:30Z'", "NULL");
        project(story, story.request(1));
        bend("""
                INSERT INTO wordpress_publisher.ledger (publication_id, site_id, placement, generation, revision, job_id,
                  request_id, content, fingerprint, visibility, requested_at, variant_stored_at, inbox_at, due_at)
                VALUES ('%s', '%s', 'post', 1, 1, gen_random_uuid(), gen_random_uuid(), '{}', 'f', 'public',
                  '2026-11-24T09:15:30Z', '2026-11-24T09:15:30Z', '2026-11-24T09:15:30Z', '2026-11-24T09:15:30Z')
                """.formatted(story.id(), SITE));
        return story;
    }

    /** Published by the adapter of another platform: request and receipts are in the log, and no ledger of ours knows of it. */
    public Story publishedElsewhere() {
        var story = new Story(UUID.randomUUID(), ++posts);
        job(story, 1, "publish", "'2026-11-24T09:15:30Z'", "NULL");
        project(
                story,
                story.request(1).put("platform", "bulletin"),
                story.receipt("claimed", 1),
                story.receipt("reserved", 2),
                story.receipt("published", 3));
        return story;
    }

    /** Reserved at the site, and to be published. */
    public Story reserved() {
        var story = accepted();
        project(story, story.receipt("claimed", 1), story.receipt("reserved", 2));
        ledger(
                story,
                "remote_id = " + story.post() + ", remote_state = 'RESERVED', last_kind = 'reserved',"
                        + " last_receipt_at = '2026-11-24T09:15:31Z', receipt_sequence = 2");
        return story;
    }

    /** A job, in SQL literals; the publication with it. */
    public void job(Story story, long revision, String action, String requestedAt, String publishAt) {
        bend("""
                INSERT INTO publish_api.publication (id, story_id, client_id, site_id, placement, slug, generation,
                  requested_revision, messages, created_at)
                VALUES ('%1$s', '%1$s', '%1$s', '%2$s', 'post', 's%3$s', 1, %4$s, %4$s, %5$s) ON CONFLICT DO NOTHING
                """.formatted(story.id(), SITE, story.post(), revision, requestedAt));
        bend("UPDATE publish_api.publish_job SET superseded_at = %s WHERE publication_id = '%s'"
                .formatted(requestedAt, story.id()));
        var asker = superuser.queryForObject("""
                        SELECT count(*) FROM information_schema.columns
                        WHERE table_schema = 'publish_api' AND table_name = 'publish_job' AND column_name = 'requested_by'
                        """, Long.class) == 0 ? "" : ", requested_by";
        bend("""
                INSERT INTO publish_api.publish_job (id, publication_id, story_id, placement, variant_id, variant_placement,
                  generation, revision, action, publish_at, slug, fingerprint, requested_at%s)
                VALUES (gen_random_uuid(), '%2$s', '%2$s', 'post', '%2$s', 'post', 1, %3$s, '%4$s', %5$s, 's',
                  decode(repeat('00', 32), 'hex'), %6$s%7$s)
                """.formatted(
                        asker,
                        story.id(),
                        revision,
                        action,
                        publishAt,
                        requestedAt,
                        asker.isEmpty() ? "" : ", '" + story.id() + "'"));
    }

    public void project(Story story, ObjectNode... messages) {
        var entries = new ArrayList<LogEntry>();
        for (var message : messages) {
            entries.add(story.entry(message));
        }
        projectEvents.project(entries);
        observe();
    }

    /** As the relay does when it has read them back from Kafka. */
    public void observe() {
        bend("""
                INSERT INTO outbox_relay.observed (event_id, day)
                SELECT id, '2026-11-24' FROM status_projector.outbox ON CONFLICT DO NOTHING
                """);
    }

    public void ledger(Story story, String set) {
        bend("UPDATE wordpress_publisher.ledger SET " + set + " WHERE publication_id = '" + story.id() + "'");
    }

    public void status(Story story, String set) {
        bend("UPDATE status_projector.publication_status SET " + set + " WHERE publication_id = '" + story.id() + "'");
    }

    /** As a superuser for whom neither triggers nor foreign keys count; checks and unique constraints still do. */
    public void bend(String sql) {
        superuser.execute((ConnectionCallback<Void>) connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("SET session_replication_role = replica");
                statement.execute(sql);
            }
            return null;
        });
    }

    /** Drops a constraint for the time of an act; the rows that break it go first when it comes back. */
    public void without(String table, List<String> constraints, Runnable act) {
        var definitions = constraints.stream()
                .map(name -> superuser.queryForObject(
                        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = ? AND conrelid = ?::regclass",
                        String.class,
                        name,
                        table))
                .toList();
        constraints.forEach(name -> superuser.execute("ALTER TABLE " + table + " DROP CONSTRAINT " + name));
        try {
            act.run();
        } finally {
            clear();
            for (int i = 0; i < constraints.size(); i++) {
                superuser.execute(
                        "ALTER TABLE " + table + " ADD CONSTRAINT " + constraints.get(i) + " " + definitions.get(i));
            }
        }
    }

    public JdbcTemplate superuser() {
        return superuser;
    }

    /**
     * One publication of the world.
     *
     * @param post the id that its post has at the site
     */
    public record Story(UUID id, long post) {

        public ObjectNode request(long revision) {
            return Contracts.request(id, revision).put("storyKey", "story-" + id);
        }

        public ObjectNode receipt(String kind, long sequence) {
            return receipt(kind, sequence, 1);
        }

        public ObjectNode receipt(String kind, long sequence, long revision) {
            var receipt = Contracts.receipt(id, kind, sequence, revision);
            if (receipt.get("post") instanceof ObjectNode seen) {
                seen.put("id", post);
            }
            return receipt;
        }

        public UUID eventId(ObjectNode message) {
            var place = message.has("sequence")
                    ? message.get("sequence").asLong()
                    : -message.get("revision").asLong();
            return new UUID(id.getMostSignificantBits(), place);
        }

        LogEntry entry(ObjectNode message) {
            var source = message.has("kind") ? Source.RECEIPT : Source.REQUEST;
            var read = READER.read(source, message.toString().getBytes(StandardCharsets.UTF_8));
            return new LogEntry(
                    read.message().publication(),
                    read.message().toEvent(new EventId(eventId(message))),
                    source,
                    read.message().kind(),
                    read.detail(),
                    null,
                    new Origin("publishing." + source.word() + "s.v1", 0, 7, null));
        }
    }
}

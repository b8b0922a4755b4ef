package dev.colophon.statusprojector.rebuild;

import static org.awaitility.Awaitility.await;

import dev.colophon.statusprojector.project.ProjectEvents;
import dev.colophon.statusprojector.project.Stories;
import dev.colophon.statusprojector.rebuild.Differences.Shown;
import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.JdbcTemplate;

/** Sixty public publications, and what can be done to their rows behind the projector's back. */
@NullUnmarked
@ExtendWith(PostgresExtension.class)
@SpringBootTest(
        webEnvironment = WebEnvironment.NONE,
        properties = {
            "spring.kafka.listener.auto-startup=false",
            "COLOPHON_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1",
            "colophon.rebuild.batch-size=7"
        })
abstract class RebuildGround {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final int PUBLICATIONS = 60;

    @Autowired
    ProjectEvents projectEvents;

    @Autowired
    RebuildProjection rebuilds;

    @Autowired
    JdbcTemplate service;

    JdbcTemplate superuser;

    final List<UUID> publications = Stream.generate(UUID::randomUUID)
            .limit(PUBLICATIONS)
            .sorted(RebuildGround::inOrder)
            .toList();

    @BeforeEach
    final void sixty_publications_are_public(PostgresServer postgres) {
        superuser = new JdbcTemplate(postgres.superuser());
        postgres.clear("status_projector");
        publications.forEach(each -> projectEvents.project(Stories.published(each)));
    }

    /** One row says something else, one is gone, one has no event behind it, one conflict is made up. */
    final void plantGarbage() {
        lie(publications.get(3));
        superuser.update(
                "DELETE FROM status_projector.publication_status WHERE publication_id = ?", publications.get(10));
        var ghost = UUID.randomUUID();
        superuser.update("INSERT INTO status_projector.publication_stream (publication_id) VALUES (?)", ghost);
        superuser.update("""
                INSERT INTO status_projector.publication_status (publication_id, site_id, status, generation, requested_revision,
                  attempts, status_since, last_event_id) VALUES (?, ?, 'accepted', 1, 1, 0, now(), ?)
                """, ghost, UUID.randomUUID(), Stories.id(publications.get(20), 1));
        superuser.update(
                "INSERT INTO status_projector.publication_conflict (event_id, publication_id, reason) VALUES (?, ?, 'SECOND_POST')",
                Stories.id(publications.get(20), 2),
                publications.get(20));
    }

    final void lie(UUID publication) {
        superuser.update("""
                UPDATE status_projector.publication_status SET status = 'failed', published_revision = NULL, external_id = NULL,
                  external_url = NULL, update_status = NULL, reason_code = 'WP_X', reason_detail = '' WHERE publication_id = ?
                """, publication);
    }

    final Rebuild rebuild(RebuildSelection selection) {
        return ended(rebuilds.start(UUID.randomUUID(), selection, false, "test", "ada"));
    }

    final Rebuild dryRun(RebuildSelection selection) {
        return ended(rebuilds.start(UUID.randomUUID(), selection, true, "test", "ada"));
    }

    final Rebuild ended(Rebuild started) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !rebuilds.one(started.id()).isRunning());
        // Whoever worked on it has let go of the lock: the next one finds it free.
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(this::isFree);
        return rebuilds.one(started.id());
    }

    final boolean isFree() {
        return service.queryForObject(
                "SELECT NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted)", Boolean.class);
    }

    final List<Shown> differences(Rebuild of) {
        return rebuilds.differences(of.id(), Optional.empty(), 1_000);
    }

    final String statusOf(UUID publication) {
        return service.queryForObject(
                "SELECT status FROM publication_status WHERE publication_id = ?", String.class, publication);
    }

    final List<String> statuses() {
        return service.queryForList(
                "SELECT (to_jsonb(s) - 'updated_at')::text FROM publication_status s ORDER BY publication_id",
                String.class);
    }

    final List<String> outbox() {
        return service.queryForList("SELECT to_jsonb(o)::text FROM outbox o ORDER BY id", String.class);
    }

    final List<Object> everything() {
        return List.of(
                statuses(),
                outbox(),
                service.queryForList("SELECT updated_at FROM publication_status ORDER BY publication_id"),
                service.queryForList("SELECT * FROM publication_stream ORDER BY publication_id"),
                service.queryForList("SELECT * FROM publication_conflict"));
    }

    static int inOrder(UUID one, UUID other) {
        return one.toString().compareTo(other.toString());
    }
}

package dev.colophon.statusprojector.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.statusprojector.project.LogEntry;
import dev.colophon.statusprojector.project.ProjectEvents;
import dev.colophon.statusprojector.project.Stories;
import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.process.ChildProcess;
import dev.colophon.testkit.process.JavaCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.JdbcTemplate;

/** A process that is killed in the middle of a rebuild, and another one that goes on with it. */
@NullUnmarked
@ExtendWith(PostgresExtension.class)
@SpringBootTest(
        webEnvironment = WebEnvironment.NONE,
        properties = {"spring.kafka.listener.auto-startup=false", "COLOPHON_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1"})
class RebuildKilledTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PUBLICATIONS = 3_000;

    @TempDir
    private Path folder;

    @Test
    void a_rebuild_that_was_killed_half_way_is_finished_from_its_last_batch(
            @Autowired ProjectEvents projectEvents,
            @Autowired RebuildProjection rebuilds,
            @Autowired JdbcTemplate service,
            PostgresServer postgres) {
        postgres.clear("status_projector");
        var batch = new ArrayList<LogEntry>();
        for (int i = 0; i < PUBLICATIONS; i++) {
            batch.addAll(Stories.of(new UUID(5, i + 1))
                    .requested()
                    .receipt("claimed")
                    .entries());
        }
        projectEvents.project(batch);
        var right = statuses(service);
        new JdbcTemplate(postgres.superuser()).execute("TRUNCATE status_projector.publication_status");

        var child = start(postgres);
        try {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> done(service) > 50);
        } finally {
            child.kill();
        }
        var killed = rebuilds.newest(1).getFirst();
        assertThat(killed.isRunning()).as("killed while at work, at %s", killed).isTrue();
        assertThat(killed.phase()).isEqualTo(Phase.COMPARING);
        assertThat(killed.publicationsDone()).isBetween(51L, PUBLICATIONS - 1L);
        await().atMost(PATIENCE).until(() -> !rebuilds.isWorkedOn());

        rebuilds.resume(killed.id());
        await().atMost(PATIENCE).until(() -> !rebuilds.one(killed.id()).isRunning());

        var finished = rebuilds.one(killed.id());
        assertThat(finished.state()).isEqualTo("done");
        assertThat(finished.eventsDone()).as("none folded twice in a pass").isEqualTo(2L * 2 * PUBLICATIONS);
        assertThat(finished.swapped()).isEqualTo(PUBLICATIONS);
        assertThat(rebuilds.differences(killed.id(), Optional.empty(), PUBLICATIONS + 1))
                .hasSize(PUBLICATIONS);
        assertThat(statuses(service)).isEqualTo(right);
    }

    private static long done(JdbcTemplate service) {
        return service.queryForObject(
                "SELECT coalesce(max(publications_done), 0) FROM rebuild WHERE state = 'running'", Long.class);
    }

    private ChildProcess start(PostgresServer postgres) {
        var command = new ArrayList<>(List.of(JavaCommand.java()));
        command.addAll(JavaCommand.smallServer(128));
        command.addAll(List.of("-cp", JavaCommand.classPath(), RebuildHarness.class.getName(), "rebuild"));
        var environment = Map.of(
                "COLOPHON_DATABASE_URL", postgres.jdbcUrl(),
                "COLOPHON_DATABASE_PASSWORD", postgres.password(),
                "COLOPHON_DATABASE_OWNER_PASSWORD", postgres.password(),
                "COLOPHON_REBUILD_BATCHSIZE", "1");
        return ChildProcess.start(command, environment, folder.resolve("child.log"), folder.resolve("child.pid"));
    }

    private static List<String> statuses(JdbcTemplate service) {
        return service.queryForList(
                "SELECT (to_jsonb(s) - 'updated_at')::text FROM publication_status s ORDER BY publication_id",
                String.class);
    }
}

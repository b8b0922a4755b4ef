package dev.colophon.statusprojector.check;

import dev.colophon.statusprojector.project.ProjectEvents;
import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

/** The checks on a real PostgreSQL, as the service's own role, in a world that is empty before each test. */
@NullUnmarked
@ExtendWith(PostgresExtension.class)
@Import(DrivenClock.Driven.class)
@SpringBootTest(
        webEnvironment = WebEnvironment.NONE,
        properties = {"spring.kafka.listener.auto-startup=false", "COLOPHON_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1"})
abstract class CheckTest {

    static final String STATUS = "status_projector.publication_status";

    @Autowired
    IntegrityChecks checks;

    @Autowired
    RunChecks runChecks;

    @Autowired
    DrivenClock clock;

    @Autowired
    ProjectEvents projectEvents;

    World world;

    @BeforeEach
    final void an_empty_world(PostgresServer postgres) {
        world = new World(postgres, projectEvents);
        world.migrateTheOthers();
        clear();
    }

    final void clear() {
        world.clear();
        clock.reset();
    }

    final CheckResult run(String check) {
        return runChecks
                .run(List.of(checks.of(check).orElseThrow()), null)
                .results()
                .getFirst();
    }
}

package dev.colophon.statusprojector.check;

import dev.colophon.statusprojector.project.ProjectEvents;
import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** All services' tables on a real PostgreSQL, emptied before each test, and the projector in a time that the test drives. */
@NullUnmarked
@ExtendWith(PostgresExtension.class)
@Import(DrivenClock.Driven.class)
public abstract class WorldTest {

    protected static final String STATUS = "status_projector.publication_status";

    @Autowired
    protected DrivenClock clock;

    @Autowired
    protected ProjectEvents projectEvents;

    protected World world;

    @BeforeEach
    final void an_empty_world(PostgresServer postgres) {
        world = new World(postgres, projectEvents);
        world.migrateTheOthers();
        clear();
    }

    protected final void clear() {
        world.clear();
        clock.reset();
    }
}

package dev.colophon.statusprojector.rebuild;

import dev.colophon.statusprojector.StatusProjectorApplication;
import dev.colophon.statusprojector.project.LogEntry;
import dev.colophon.statusprojector.project.ProjectEvents;
import dev.colophon.statusprojector.project.Stories;
import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.postgres.PostgresSettings;
import dev.colophon.testkit.process.Guardian;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.NullUnmarked;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The projector without its listeners, as a process of its own: {@code fill N} projects that many publications of five events,
 * {@code rebuild} rebuilds all of them; {@code measure N} does both on a database of its own and says how long they took. For a
 * test that kills it, and to measure.
 */
@NullUnmarked
public final class RebuildHarness {

    private static final Logger LOG = LoggerFactory.getLogger(RebuildHarness.class);
    private static final int BATCH = 100;

    private RebuildHarness() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments[0].equals("measure")) {
            measure(Integer.parseInt(arguments[1]));
        } else {
            work(arguments);
        }
    }

    /** On a PostgreSQL of its own, which is thrown away. */
    private static void measure(int publications) throws IOException {
        var folder = Files.createTempDirectory("colophon-measure");
        Guardian.killAndRemove(folder.resolve("data/postmaster.pid"), "QUIT", folder);
        var server = new PostgresServer(
                PostgresSettings.in(folder, 0, UUID.randomUUID().toString()));
        server.start().bootstrap();
        System.setProperty("COLOPHON_DATABASE_URL", server.jdbcUrl());
        System.setProperty("COLOPHON_DATABASE_PASSWORD", server.password());
        System.setProperty("COLOPHON_DATABASE_OWNER_PASSWORD", server.password());
        try {
            work("fill", String.valueOf(publications));
            var superuser = new JdbcTemplate(server.superuser());
            superuser.execute("VACUUM ANALYZE");
            work("rebuild");
            superuser.execute("TRUNCATE status_projector.publication_status");
            work("rebuild");
        } finally {
            server.stop();
        }
    }

    private static void work(String... arguments) {
        try (var context = new SpringApplicationBuilder(StatusProjectorApplication.class)
                .web(WebApplicationType.NONE)
                .properties("spring.kafka.listener.auto-startup=false", "COLOPHON_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1")
                .run()) {
            switch (arguments[0]) {
                case "fill" -> fill(context.getBean(ProjectEvents.class), Integer.parseInt(arguments[1]));
                case "rebuild" -> rebuild(context.getBean(RebuildProjection.class));
                default -> throw new IllegalArgumentException(arguments[0]);
            }
            var events = context.getBean(JdbcTemplate.class)
                    .queryForObject("SELECT count(*) FROM publication_event", Long.class);
            LOG.warn("{} events in the log, heap in use {} MB", events, heapMb());
        }
    }

    private static void fill(ProjectEvents projectEvents, int publications) {
        var batch = new ArrayList<LogEntry>();
        var worked = 0L;
        var events = 0L;
        for (int i = 0; i < publications; i++) {
            var publication = UUID.nameUUIDFromBytes(new byte[] {(byte) i, (byte) (i >> 8), (byte) (i >> 16)});
            batch.addAll(Stories.of(publication)
                    .requested()
                    .receipt("claimed")
                    .receipt("reserved")
                    .receipt("unconfirmed")
                    .receipt("published")
                    .entries());
            if (i % BATCH == BATCH - 1 || i == publications - 1) {
                var inside = System.nanoTime();
                projectEvents.project(batch);
                events += batch.size();
                batch.clear();
                worked += System.nanoTime() - inside;
            }
        }
        LOG.warn("{} events projected, {} a second", events, Math.round(events / (worked / 1e9)));
    }

    private static void rebuild(RebuildProjection rebuilds) {
        var id = UUID.randomUUID();
        var begun = System.nanoTime();
        rebuilds.start(id, RebuildSelection.ALL, false, "measured", "harness");
        while (rebuilds.one(id).isRunning() || rebuilds.isWorkedOn()) {
            LockSupport.parkNanos(20_000_000);
        }
        var done = rebuilds.one(id);
        var seconds = (System.nanoTime() - begun) / 1e9;
        LOG.warn(
                "Rebuild {}: {} events folded in {} s, {} a second; {} rows put right",
                done.state(),
                done.eventsDone(),
                "%.1f".formatted(seconds),
                Math.round(done.eventsDone() / seconds),
                done.swapped());
    }

    private static long heapMb() {
        var runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }
}

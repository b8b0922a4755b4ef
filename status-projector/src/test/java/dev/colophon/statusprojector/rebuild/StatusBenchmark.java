package dev.colophon.statusprojector.rebuild;

import dev.colophon.statusprojector.invalidate.DecideOnEvents;
import dev.colophon.statusprojector.invalidate.Decision;
import dev.colophon.statusprojector.invalidate.PreviewImpact;
import dev.colophon.statusprojector.project.LogEntry;
import dev.colophon.statusprojector.project.ProjectEvents;
import dev.colophon.statusprojector.project.Stories;
import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.postgres.PostgresSettings;
import dev.colophon.testkit.process.Guardian;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How fast events are projected, a projection is rebuilt, and Incident 3 undone: on a PostgreSQL of its own, beside two ceilings of
 * the same run and the same rows: a bare JDBC batch insert of the events, and a bare read of the log. Arguments: how many publications
 * of five events, and a file for the table. Measures the process as it is started, so give it the heap that it shall have.
 */
@NullUnmarked
public final class StatusBenchmark {

    private static final int BATCH_PUBLICATIONS = 100;
    private static final int EVENTS_EACH = 5;
    private static final int FETCH = 5_000;

    private static final String INSERTED = """
            event_id, publication_id, source, kind, generation, revision, attempt, ledger_sequence, occurred_at, traceparent,
            origin_topic, origin_partition, origin_offset, detail""";

    /** What a rebuild reads of each event. */
    private static final String READ = """
            SELECT publication_id, event_id, source, kind, site_id, generation, revision, occurred_at, attempt, ledger_sequence,
              action, story_key, placement, correlation_id, post_id, post_url, problem_code, problem_detail, next_attempt_at
            FROM status_projector.publication_event ORDER BY publication_id
            """;

    private final int publications;
    private final PostgresServer server;
    private final List<String> table = new ArrayList<>();

    private StatusBenchmark(int publications, PostgresServer server) {
        this.publications = publications;
        this.server = server;
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        var folder = Files.createTempDirectory("colophon-measure");
        Guardian.killAndRemove(folder.resolve("data/postmaster.pid"), "QUIT", folder);
        var server = new PostgresServer(
                PostgresSettings.in(folder, 0, UUID.randomUUID().toString()));
        server.start().bootstrap();
        System.setProperty("COLOPHON_DATABASE_URL", server.jdbcUrl());
        System.setProperty("COLOPHON_DATABASE_PASSWORD", server.password());
        System.setProperty("COLOPHON_DATABASE_OWNER_PASSWORD", server.password());
        try {
            var benchmark = new StatusBenchmark(Integer.parseInt(arguments[0]), server);
            benchmark.run();
            Files.write(Path.of(arguments[1]), benchmark.table);
        } finally {
            server.stop();
        }
    }

    private void run() throws SQLException {
        table.add("| what | events | seconds | events/s | of its ceiling |");
        table.add("|---|---|---|---|---|");
        try (var context = RebuildHarness.start()) {
            say("Incident 3");
            incidentThree(context);
            server.clear("status_projector");
            say("projecting " + (long) publications * EVENTS_EACH + " events");
            var projected = project(context.getBean(ProjectEvents.class));
            new JdbcTemplate(server.superuser()).execute("VACUUM ANALYZE");
            say("ceiling: bare insert of the same events");
            var inserted = insertAlone();
            say("rebuilding");
            var rebuilt = rebuild(context);
            say("ceiling: bare read of the log");
            var read = readAlone();
            table.add(projected.row("projected: log, fold, status and both public messages", inserted));
            table.add(
                    inserted.row("ceiling: the same rows inserted into a copy of the log, in the same batches", null));
            table.add(rebuilt.row("rebuilt: both passes, compared with each row; nothing differed", read));
            table.add(read.row(
                    "ceiling: the log read once in the order of publications, and nothing done with it", null));
            table.add("");
            table.add("Heap in use at the end: %d MB of at most %d MB."
                    .formatted(used() >> 20, Runtime.getRuntime().maxMemory() >> 20));
        }
    }

    private void incidentThree(ConfigurableApplicationContext context) {
        IncidentThree.happen(context.getBean(ProjectEvents.class));
        new JdbcTemplate(server.superuser()).execute("ANALYZE");
        var begun = System.nanoTime();
        var impact = context.getBean(PreviewImpact.class).ofInvalidating(IncidentThree.FAULTY_BUILD);
        context.getBean(DecideOnEvents.class)
                .invalidate(
                        IncidentThree.FAULTY_BUILD,
                        new Decision(UUID.randomUUID(), "measured", "benchmark", impact.fingerprint()));
        var rebuilt = RebuildHarness.rebuild(context.getBean(RebuildProjection.class));
        require(rebuilt.swapped() == 0, "the rebuild after it found rows that were wrong");
        var seconds = (System.nanoTime() - begun) / 1e9;
        table.add(
                "| Incident 3: %,d events of %,d publications previewed, invalidated, folded anew; then all rebuilt | %,d | %.2f | | |"
                        .formatted(impact.events(), impact.publications(), impact.events(), seconds));
    }

    private Measured project(ProjectEvents projectEvents) {
        var batch = new ArrayList<LogEntry>();
        var worked = 0L;
        for (int i = 0; i < publications; i++) {
            var publication = UUID.nameUUIDFromBytes(new byte[] {(byte) i, (byte) (i >> 8), (byte) (i >> 16)});
            batch.addAll(Stories.of(publication)
                    .requested()
                    .receipt("claimed")
                    .receipt("reserved")
                    .receipt("unconfirmed")
                    .receipt("published")
                    .entries());
            if (i % BATCH_PUBLICATIONS == BATCH_PUBLICATIONS - 1 || i == publications - 1) {
                var begun = System.nanoTime();
                projectEvents.project(batch);
                worked += System.nanoTime() - begun;
                batch.clear();
            }
        }
        return new Measured((long) publications * EVENTS_EACH, worked / 1e9);
    }

    /** One transaction for as many events as the projector takes in one; reading them is not counted. */
    private Measured insertAlone() throws SQLException {
        try (var source = server.superuser().getConnection();
                var target = owner()) {
            target.createStatement()
                    .execute(
                            "CREATE TABLE status_projector.ceiling (LIKE status_projector.publication_event INCLUDING ALL)");
            source.setAutoCommit(false);
            target.setAutoCommit(false);
            var sql = "INSERT INTO status_projector.ceiling (" + INSERTED + ") VALUES (" + "?, ".repeat(13) + "?)";
            try (var rows = read(
                            source,
                            "SELECT " + INSERTED + " FROM status_projector.publication_event ORDER BY event_id");
                    var insert = target.prepareStatement(sql)) {
                return insert(rows, insert, target);
            } finally {
                target.rollback();
                target.createStatement().execute("DROP TABLE status_projector.ceiling");
                target.commit();
            }
        }
    }

    /** With whatever the driver can do to be quick: a ceiling, not a straw man. */
    private Connection owner() throws SQLException {
        var how = new Properties();
        how.setProperty("user", "status_projector_owner");
        how.setProperty("password", server.password());
        how.setProperty("reWriteBatchedInserts", "true");
        return DriverManager.getConnection(server.jdbcUrl(), how);
    }

    private static Measured insert(ResultSet rows, PreparedStatement insert, Connection target) throws SQLException {
        var worked = 0L;
        var events = 0L;
        while (rows.next()) {
            for (int column = 1; column <= 14; column++) {
                insert.setObject(column, rows.getObject(column));
            }
            insert.addBatch();
            if (++events % (BATCH_PUBLICATIONS * EVENTS_EACH) == 0) {
                var begun = System.nanoTime();
                insert.executeBatch();
                target.commit();
                worked += System.nanoTime() - begun;
            }
        }
        return new Measured(events, worked / 1e9);
    }

    private Measured rebuild(ConfigurableApplicationContext context) {
        var begun = System.nanoTime();
        var done = RebuildHarness.rebuild(context.getBean(RebuildProjection.class));
        require(done.state().equals("done") && done.swapped() == 0, "nothing should have differed: " + done);
        return new Measured((long) publications * EVENTS_EACH, (System.nanoTime() - begun) / 1e9);
    }

    private Measured readAlone() throws SQLException {
        try (var source = server.superuser().getConnection()) {
            source.setAutoCommit(false);
            var begun = System.nanoTime();
            var events = 0L;
            var seen = 0L;
            try (var rows = read(source, READ)) {
                while (rows.next()) {
                    for (int column = 1; column <= 19; column++) {
                        seen += rows.getObject(column) == null ? 0 : 1;
                    }
                    events++;
                }
            }
            require(seen > events, "the rows were read");
            return new Measured(events, (System.nanoTime() - begun) / 1e9);
        }
    }

    private static ResultSet read(Connection connection, String sql) throws SQLException {
        var statement = connection.createStatement();
        statement.closeOnCompletion();
        statement.setFetchSize(FETCH);
        return statement.executeQuery(sql);
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void require(boolean held, String what) {
        if (!held) {
            throw new IllegalStateException("what was measured is not what was meant: " + what);
        }
    }

    private static void say(String what) {
        System.err.println(what);
    }

    /** A figure. */
    private record Measured(long events, double seconds) {

        String row(String what, Measured ceiling) {
            var share = ceiling == null ? "" : "%.0f %%".formatted(100 * rate() / ceiling.rate());
            return "| %s | %,d | %.1f | %,.0f | %s |".formatted(what, events, seconds, rate(), share);
        }

        private double rate() {
            return events / seconds;
        }
    }
}

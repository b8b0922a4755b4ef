package dev.colophon.benchmark.relay;

import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.kafka.KafkaSettings;
import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.postgres.PostgresSettings;
import dev.colophon.testkit.process.Guardian;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewTopic;

/** The one PostgreSQL and the one broker that all are measured on. Both vanish with this JVM, however it ends. */
final class Ground implements AutoCloseable {

    /** Schema and role of the rivals. */
    static final String RIVALS = "benchmark";

    private static final int PARTITIONS = 6;
    private static final short REPLICAS = 1;
    private static final List<String> SERVICES = List.of("publish_api", "wordpress_publisher", "status_projector");
    private static final String MAKE_RIVALS = """
            CREATE ROLE benchmark LOGIN REPLICATION PASSWORD '{password}';
            ALTER ROLE benchmark SET synchronous_commit = on;
            CREATE SCHEMA benchmark AUTHORIZATION benchmark;
            GRANT CREATE ON DATABASE colophon TO benchmark;
            """;

    private final Path folder;
    private final PostgresServer postgres;
    private final KafkaServer kafka;

    private Ground(Path folder, PostgresServer postgres, KafkaServer kafka) {
        this.folder = folder;
        this.postgres = postgres;
        this.kafka = kafka;
    }

    static Ground start() throws IOException, SQLException {
        var folder = Files.createTempDirectory("colophon-benchmark");
        var postgresFolder = Files.createDirectory(folder.resolve("postgres"));
        var kafkaFolder = Files.createDirectory(folder.resolve("kafka"));
        Guardian.killAndRemove(postgresFolder.resolve("data/postmaster.pid"), "QUIT", folder);
        Guardian.killAndRemove(kafkaFolder.resolve("kafka.pid"), "KILL", kafkaFolder);
        var settings = PostgresSettings.in(postgresFolder, 0, UUID.randomUUID().toString())
                .with("max_wal_size = '4GB'\n");
        var ground = new Ground(
                folder,
                new PostgresServer(settings).start().bootstrap(),
                new KafkaServer(KafkaSettings.in(kafkaFolder, 0)).start().makeTopics());
        ground.makeOutboxes();
        return ground;
    }

    private void makeOutboxes() throws SQLException {
        for (var service : SERVICES) {
            var outbox = new OutboxTable(service + ".outbox", service, "");
            try (var owner = postgres.as(service + "_owner").getConnection()) {
                outbox.make(owner);
                try (var statement = owner.createStatement()) {
                    statement.execute("SELECT outbox_relay.enrol_outbox('%s')".formatted(outbox.name()));
                    statement.execute("SELECT outbox_relay.divide_outbox('%s')".formatted(outbox.name()));
                    statement.execute("GRANT SELECT, INSERT ON %s TO %s".formatted(outbox.name(), service));
                }
            }
        }
        asSuperuser(MAKE_RIVALS.replace("{password}", postgres.password()));
    }

    /** The table, the topic and, for whoever reads the WAL, publication and slot, all made before the first row. */
    void makeForRival(OutboxTable table, boolean withSlot) throws SQLException {
        try (var owner = connection(table)) {
            table.make(owner);
            if (withSlot) {
                try (var statement = owner.createStatement()) {
                    statement.execute("CREATE PUBLICATION %s FOR TABLE %s WITH (publish = 'insert')"
                            .formatted(slot(table), table.name()));
                    statement.execute(
                            "SELECT pg_create_logical_replication_slot('%s', 'pgoutput')".formatted(slot(table)));
                }
            }
        }
        makeTopic(table.topic());
    }

    /** Also the name of the publication. */
    static String slot(OutboxTable table) {
        return table.name().replace('.', '_');
    }

    void makeTopic(String topic) {
        try (var admin = kafka.admin()) {
            admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, REPLICAS)
                            .configs(Map.of("cleanup.policy", "delete", "max.message.bytes", "1048576"))))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot make the topic " + topic, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What is done with: a slot that nobody reads would keep WAL, and rows that nobody wants would fill caches. */
    void clear(OutboxTable table, boolean withSlot) throws SQLException {
        asSuperuser("TRUNCATE " + table.name());
        if (withSlot) {
            asSuperuser("SELECT pg_drop_replication_slot('%s')".formatted(slot(table)));
        }
    }

    /** Of the role that writes the table; commits by itself unless told otherwise. */
    Connection connection(OutboxTable table) throws SQLException {
        return postgres.as(table.role()).getConnection();
    }

    void asSuperuser(String sql) throws SQLException {
        try (var connection = postgres.superuser().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Where the WAL ends now, in bytes since its beginning. */
    long walPosition() throws SQLException {
        try (var connection = postgres.superuser().getConnection();
                var statement = connection.createStatement();
                var found = statement.executeQuery("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn")) {
            found.next();
            return found.getLong(1);
        }
    }

    PostgresServer postgres() {
        return postgres;
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** A folder for a contender's files. */
    Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    @Override
    public void close() {
        kafka.kill();
        postgres.stopImmediately();
    }
}

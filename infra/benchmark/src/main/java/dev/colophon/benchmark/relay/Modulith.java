package dev.colophon.benchmark.relay;

import dev.colophon.testkit.RepositoryFiles;
import dev.colophon.testkit.process.ChildProcess;
import dev.colophon.testkit.process.FreePorts;
import dev.colophon.testkit.process.JavaCommand;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** An application that publishes through Spring Modulith's registry: it is its own outbox and its own relay. */
final class Modulith implements Contender {

    /** The registry's own name for its table; the application makes it at its start. */
    private static final OutboxTable REGISTRY =
            new OutboxTable(Ground.RIVALS + ".event_publication", Ground.RIVALS, "benchmark.modulith");

    private final int port = FreePorts.next();

    @Override
    public String name() {
        return "modulith";
    }

    @Override
    public String setUp() {
        return "Spring Modulith 2.0.3 (JDBC registry, Kafka externalisation, virtual threads, 16 connections) in a Spring Boot 4.1.2 application,"
                + " -Xmx512m. Steady load: the application publishes in its own transactions and sends after each commit. Drain: what failed while Kafka"
                + " was away is resubmitted, 1000 at a time, at most 2000 under way. A tenth of the others' backlog; it keeps no order";
    }

    @Override
    public OutboxTable table() {
        return REGISTRY;
    }

    @Override
    public void prepare(Ground ground) {
        ground.makeTopic(REGISTRY.topic());
    }

    @Override
    public ChildProcess start(Ground ground, Path folder) {
        var postgres = ground.postgres();
        var rival = RepositoryFiles.resolve("infra/benchmark/rivals/modulith/target");
        return ChildProcess.start(
                List.of(
                        JavaCommand.java(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        rival.resolve("classes") + ":" + rival.resolve("lib") + "/*",
                        "dev.colophon.benchmark.rivals.modulith.ModulithApplication"),
                Map.of(
                        "SPRING_DATASOURCE_URL", postgres.jdbcUrl(),
                        "SPRING_DATASOURCE_USERNAME", REGISTRY.role(),
                        "SPRING_DATASOURCE_PASSWORD", postgres.password(),
                        "SPRING_DATASOURCE_HIKARI_SCHEMA", Ground.RIVALS,
                        "SPRING_KAFKA_BOOTSTRAP_SERVERS", ground.bootstrapServers(),
                        "BENCHMARK_TOPIC", REGISTRY.topic(),
                        "BENCHMARK_PORT", String.valueOf(port)),
                folder.resolve(name() + ".log"),
                folder.resolve(name() + ".pid"));
    }

    @Override
    public Rows rows(Ground ground, RandomGenerator random) throws SQLException {
        return new ModulithRows(ground.connection(REGISTRY), port, new Payload(random));
    }

    /** A tenth: the whole would take it minutes, at the same rate. */
    @Override
    public int backlog(int rows) {
        return rows / 10;
    }

    @Override
    public void clear(Ground ground) throws SQLException {
        ground.clear(REGISTRY, false);
    }
}

package dev.colophon.localtest;

import dev.colophon.local.config.Home;
import dev.colophon.local.config.Secrets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Which PostgreSQL and Kafka the four services stand on: those of the local run, or with {@code -Dinfra=containers} two
 * containers, where a Docker engine exists.
 */
final class GroundUnderTest implements AutoCloseable {

    private static final int POSTGRES_PORT = 5432;

    private final List<GenericContainer<?>> containers = new ArrayList<>();

    /** @return the options of {@code up} that choose it */
    List<String> start(Home home) throws IOException {
        return switch (System.getProperty("infra", "embedded")) {
            case "embedded" -> List.of();
            case "containers" -> startContainers(home.make());
            default -> throw new IllegalArgumentException("-Dinfra is neither embedded nor containers");
        };
    }

    private List<String> startContainers(Home home) throws IOException {
        Skip.unless(
                DockerClientFactory.instance().isDockerAvailable(),
                "-Dinfra=containers, and no Docker engine answers here");
        var postgres = new PostgreSQLContainer(DockerImageName.parse("postgres:17"))
                .withUsername("postgres")
                .withPassword(Secrets.ofOrNew(home).databasePassword())
                .withCommand("postgres", "-c", "wal_level=logical", "-c", "max_replication_slots=10");
        var kafka = new KafkaContainer(DockerImageName.parse("apache/kafka:4.3.1"))
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
        containers.add(postgres);
        containers.add(kafka);
        postgres.start();
        kafka.start();
        var kafkaPort = kafka.getBootstrapServers().replaceFirst(".*:", "");
        return List.of(
                "--ground=given",
                "--port",
                "postgres=" + postgres.getMappedPort(POSTGRES_PORT),
                "--port",
                "kafka=" + kafkaPort);
    }

    @Override
    public void close() {
        containers.forEach(GenericContainer::close);
    }
}

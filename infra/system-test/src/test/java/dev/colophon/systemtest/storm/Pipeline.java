package dev.colophon.systemtest.storm;

import dev.colophon.local.config.Home;
import dev.colophon.local.config.Secrets;
import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.kafka.KafkaSettings;
import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.postgres.PostgresSettings;
import dev.colophon.testkit.process.FreePorts;
import dev.colophon.testkit.process.Guardian;
import dev.colophon.testkit.process.JavaCommand;
import dev.colophon.testkit.process.ServiceProcess;
import dev.colophon.testkit.process.ServiceSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** PostgreSQL, Kafka and the packaged services as processes, several publishers among them. All of it ends with this JVM. */
final class Pipeline implements AutoCloseable {

    static final int PUBLISHERS = 2;
    static final Duration LEASE = Duration.ofSeconds(6);

    private static final Duration START_DEADLINE = Duration.ofMinutes(3);
    private static final int HEAP_MEGABYTES = 224;
    private static final String PUBLISHER_TIMES = """
            {"colophon.publish.lease": "6s", "colophon.publish.visit-budget": "5s",
             "colophon.publish.late-request-bound": "8s", "colophon.publish.idle-scan": "2s",
             "colophon.publish.blocked-scan": "300ms", "colophon.publish.probe-interval": "2s",
             "colophon.wordpress.request-timeout": "2s", "colophon.wordpress.connect-timeout": "1s",
             "colophon.circuit.pause": "1s", "colophon.circuit.longest-pause": "3s",
             "colophon.circuit.longest-retry-after": "3s", "colophon.retry.base": "200ms", "colophon.retry.cap": "3s", "colophon.retry.max-strikes": "40",
             "spring.kafka.consumer.properties.session.timeout.ms": "6000",
             "spring.kafka.consumer.properties.heartbeat.interval.ms": "1500"}
            """;
    private static final String PROJECTOR_TIMES = """
            {"spring.kafka.consumer.properties.session.timeout.ms": "6000",
             "spring.kafka.consumer.properties.heartbeat.interval.ms": "1500"}
            """;
    private static final String RELAY_TIMES = """
            {"colophon.capture.backoff-max": "3s"}
            """;

    private final Path folder;
    private final Secrets secrets;
    private final PostgresServer postgres;
    private final KafkaServer kafka;
    private final int apiPort = FreePorts.next();
    private final List<ServiceProcess> publishers = new ArrayList<>();
    private ServiceProcess api;
    private ServiceProcess relay;
    private ServiceProcess projector;

    Pipeline(Path folder) throws IOException {
        this.folder = folder;
        this.secrets = Secrets.ofOrNew(new Home(folder.resolve("home")).make());
        this.postgres =
                new PostgresServer(PostgresSettings.in(folder.resolve("postgres"), 0, secrets.databasePassword()));
        this.kafka = new KafkaServer(KafkaSettings.in(folder.resolve("kafka"), 0));
        Guardian.killAndRemove(folder.resolve("postgres/data/postmaster.pid"), "QUIT", folder.resolve("postgres"));
        Guardian.killAndRemove(folder.resolve("kafka/kafka.pid"), "KILL", folder.resolve("kafka"));
        postgres.start().bootstrap();
        kafka.start().makeTopics();
        api = service("publish-api", 0, "{}");
        relay = service("outbox-relay", 0, RELAY_TIMES);
        projector = service("status-projector", 0, PROJECTOR_TIMES);
        for (int number = 1; number <= PUBLISHERS; number++) {
            publishers.add(service("wordpress-publisher", number, PUBLISHER_TIMES));
        }
    }

    /** Starts what does not run, one after the other where there is a schema to make first. */
    void startAll() {
        api.start().awaitReady(START_DEADLINE);
        List<ServiceProcess> others = new ArrayList<>(List.of(relay, projector));
        others.addAll(publishers);
        others.forEach(ServiceProcess::start);
        others.forEach(service -> service.awaitReady(START_DEADLINE));
    }

    int apiPort() {
        return apiPort;
    }

    String adminKey() {
        return secrets.adminKey();
    }

    PostgresServer postgres() {
        return postgres;
    }

    KafkaServer kafka() {
        return kafka;
    }

    JdbcClient sql() {
        return JdbcClient.create(postgres.superuser());
    }

    ServiceProcess api() {
        return api;
    }

    ServiceProcess relay() {
        return relay;
    }

    ServiceProcess projector() {
        return projector;
    }

    List<ServiceProcess> publishers() {
        return publishers;
    }

    private ServiceProcess service(String module, int number, String times) {
        String name = number == 0 ? module : module + "-" + number;
        Map<String, String> environment = new HashMap<>(Map.of(
                "COLOPHON_DATABASE_URL", postgres.jdbcUrl(),
                "COLOPHON_DATABASE_PASSWORD", postgres.password(),
                "COLOPHON_DATABASE_OWNER_PASSWORD", postgres.password(),
                "COLOPHON_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                "COLOPHON_SITE_KEYSET", secrets.siteKeyset(),
                "COLOPHON_ADMIN_KEY", secrets.adminKey(),
                "COLOPHON_PLAIN_HTTP_HOSTS", "127.0.0.1",
                "COLOPHON_INSTANCE", name,
                "SPRING_APPLICATION_JSON", times));
        environment.put("SERVER_PORT", module.equals("publish-api") ? String.valueOf(apiPort) : "0");
        var process = new ServiceProcess(new ServiceSettings(
                name,
                ServiceProcess.jarOf(module),
                folder.resolve("services"),
                environment,
                FreePorts.next(),
                JavaCommand.smallServer(HEAP_MEGABYTES)));
        Guardian.killAndRemove(process.pidFile(), "KILL", folder.resolve("services/" + name));
        return process;
    }

    @Override
    public void close() {
        publishers.forEach(ServiceProcess::kill);
        List.of(projector, relay, api).forEach(ServiceProcess::kill);
        kafka.kill();
        postgres.stopImmediately();
    }
}

package dev.colophon.systemtest.pipeline;

import dev.colophon.local.api.OperationsApi;
import dev.colophon.local.api.PublishApi;
import dev.colophon.local.config.Home;
import dev.colophon.local.config.Secrets;
import dev.colophon.secrethunt.Doors;
import dev.colophon.secrethunt.SecretHunt;
import dev.colophon.systemtest.image.TrainedImage;
import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.kafka.KafkaSettings;
import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.postgres.PostgresSettings;
import dev.colophon.testkit.process.FreePorts;
import dev.colophon.testkit.process.Guardian;
import dev.colophon.testkit.process.ServiceProcess;
import dev.colophon.testkit.process.ServiceSettings;
import dev.colophon.testkit.wordpress.Account;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * PostgreSQL, Kafka and the packaged services as processes, several publishers among them, at a pace at which no test waits for a
 * production time-out. All of it ends with this JVM.
 */
public final class Pipeline implements AutoCloseable {

    public static final Duration LEASE = Duration.ofSeconds(6);

    private static final Duration START_DEADLINE = Duration.ofMinutes(3);
    private static final int HEAP_MEGABYTES = 224;
    /** More than is shipped, since no test is about them: what the console waits for another service, and a statement for its lock. */
    private static final String API_TIMES = """
            {"colophon.operations.look-within": "20s",
             "spring.datasource.hikari.data-source-properties.options":
               "-c statement_timeout=15000 -c lock_timeout=15000 -c idle_in_transaction_session_timeout=15000 -c row_security=off"}
            """;

    private static final String PUBLISHER_TIMES = """
            {"colophon.publish.lease": "6s", "colophon.publish.visit-budget": "5s",
             "colophon.publish.late-request-bound": "8s", "colophon.publish.idle-scan": "2s",
             "colophon.publish.blocked-scan": "300ms", "colophon.publish.probe-interval": "2s",
             "colophon.wordpress.request-timeout": "2s", "colophon.wordpress.connect-timeout": "1s",
             "colophon.circuit.pause": "1s", "colophon.circuit.longest-pause": "3s",
             "colophon.circuit.longest-retry-after": "3s", "colophon.retry.base": "200ms", "colophon.retry.cap": "3s", "colophon.retry.max-strikes": "40",
             "spring.kafka.consumer.properties.session.timeout.ms": "6000"}
            """;
    private static final String PROJECTOR_TIMES = """
            {"spring.kafka.consumer.properties.session.timeout.ms": "6000"}
            """;
    private static final String RELAY_TIMES = """
            {"colophon.capture.backoff-max": "3s", "colophon.reconcile.every": "5s", "colophon.reconcile.after": "5s"}
            """;

    private final Path folder;
    private final Secrets secrets;
    private final Path secretFiles;
    private final PostgresServer postgres;
    private final KafkaServer kafka;
    private final int apiPort = FreePorts.next();
    private final int projectorPort = FreePorts.next();
    private final int publisherPort = FreePorts.next();
    private final Map<String, String> environment;
    private final List<ServiceProcess> publishers = new ArrayList<>();
    private final ServiceProcess api;
    private final ServiceProcess relay;
    private final ServiceProcess projector;

    /** Starts PostgreSQL and Kafka; {@link #startAll} the services. */
    public Pipeline(Path folder, int publisherCount) throws IOException {
        this(folder, publisherCount, Map.of());
    }

    /** The same, with more in the environment of every service. */
    public Pipeline(Path folder, int publisherCount, Map<String, String> environment) throws IOException {
        this.folder = folder;
        this.environment = Map.copyOf(environment);
        this.secrets = Secrets.ofOrNew(new Home(folder.resolve("home")).make());
        this.postgres =
                new PostgresServer(PostgresSettings.in(folder.resolve("postgres"), 0, secrets.databasePassword())
                        .withQuickLogins());
        this.kafka =
                new KafkaServer(KafkaSettings.in(folder.resolve("kafka"), 0).withUsers(FreePorts.next()));
        Guardian.killAndRemove(folder.resolve("postgres/data/postmaster.pid"), "QUIT", folder.resolve("postgres"));
        Guardian.killAndRemove(folder.resolve("kafka/kafka.pid"), "KILL", folder.resolve("kafka"));
        postgres.start().bootstrap();
        startKafka();
        secretFiles = writeSecrets();
        api = service(
                "publish-api",
                "publish-api",
                API_TIMES,
                Map.of(
                        "SERVER_PORT",
                        String.valueOf(apiPort),
                        "COLOPHON_OPERATIONS_KEY",
                        operationsKey(),
                        "COLOPHON_PUBLISHER_OPERATIONS_URL",
                        "http://127.0.0.1:" + publisherPort,
                        "COLOPHON_PROJECTOR_OPERATIONS_URL",
                        "http://127.0.0.1:" + projectorPort));
        relay = service("outbox-relay", "outbox-relay", RELAY_TIMES, Map.of());
        projector = service(
                "status-projector",
                "status-projector",
                PROJECTOR_TIMES,
                Map.of(
                        "SERVER_PORT", String.valueOf(projectorPort),
                        "COLOPHON_OPERATIONS_KEY", operationsKey()));
        for (int number = 1; number <= publisherCount; number++) {
            publishers.add(publisher("wordpress-publisher-" + number, number == 1 ? operations() : Map.of()));
        }
    }

    /** With its topics and users, also where it comes up empty. */
    public void startKafka() {
        kafka.start().makeTopics().makeUsers(kafkaPassword());
    }

    /** Starts what does not run, one after the other where there is a schema to make first. */
    public void startAll() {
        api.start().awaitReady(START_DEADLINE);
        List<ServiceProcess> others = new ArrayList<>(List.of(relay, projector));
        others.addAll(publishers);
        others.forEach(ServiceProcess::start);
        others.forEach(service -> service.awaitReady(START_DEADLINE));
    }

    public int apiPort() {
        return apiPort;
    }

    public PostgresServer postgres() {
        return postgres;
    }

    public KafkaServer kafka() {
        return kafka;
    }

    public JdbcClient sql() {
        return JdbcClient.create(postgres.superuser());
    }

    public ServiceProcess api() {
        return api;
    }

    public ServiceProcess relay() {
        return relay;
    }

    public ServiceProcess projector() {
        return projector;
    }

    public List<ServiceProcess> publishers() {
        return publishers;
    }

    /** Another publisher, which does not run yet. */
    public ServiceProcess publisher(String name, Map<String, String> environment) {
        return service("wordpress-publisher", name, PUBLISHER_TIMES, environment);
    }

    /** Another relay, which does not run yet: it will stand by while the first streams. */
    public ServiceProcess relay(String name) {
        return service("outbox-relay", name, RELAY_TIMES, Map.of());
    }

    /** Starts a service and waits until it is ready. */
    public static void start(ServiceProcess service) {
        service.start().awaitReady(START_DEADLINE);
    }

    /** The projector's operations API, as this operator. */
    public OperationsApi projectorOperations(String operator) {
        return new OperationsApi(
                "status-projector", URI.create("http://127.0.0.1:" + projectorPort), operationsKey(), operator);
    }

    /** The doors that this client and all operators use. */
    public Doors doors(String clientKey) {
        return new Doors(
                PublishApi.local(apiPort),
                clientKey,
                secrets.adminKey(),
                List.of(PublishApi.local(publisherPort), PublishApi.local(projectorPort)),
                operationsKey());
    }

    /** Management ports of the API, the relay, the projector and the first publisher. */
    public List<Integer> managementPorts() {
        return List.of(api, relay, projector, publishers.getFirst()).stream()
                .map(ServiceProcess::managementPort)
                .toList();
    }

    /** Where the services' logs are. */
    public Path logs() {
        return folder;
    }

    /** For the secrets of this pipeline. */
    public SecretHunt hunt() {
        return new SecretHunt(secrets);
    }

    /** The bootstrap administrator's key. */
    public String adminKey() {
        return secrets.adminKey();
    }

    /** Makes a site and a client of the same name known through the public door. @return the client's key */
    public String register(String name, URI address, Account editor, int maxConcurrency) throws IOException {
        return register(name, "wordpress", address, editor, maxConcurrency);
    }

    /** The same, with a site of this platform. */
    public String register(String name, String platform, URI address, Account editor, int maxConcurrency)
            throws IOException {
        ObjectNode registration = JsonMapper.shared().createObjectNode();
        registration
                .put("platform", platform)
                .put("baseUrl", address.toString())
                .put("maxConcurrency", maxConcurrency);
        registration
                .putObject("credentials")
                .put("kind", "application_password")
                .put("username", editor.login())
                .put("password", editor.applicationPassword());
        ObjectNode client =
                JsonMapper.shared().createObjectNode().put("name", name).put("role", "client");
        try (var admin = new PublishApi(PublishApi.local(apiPort), secrets.adminKey())) {
            var site = admin.put("/v1/sites/" + name, registration);
            var made = admin.post("/v1/clients", client);
            if (!site.isSuccess() || !made.isSuccess()) {
                throw new IllegalStateException("not registered: " + site.problem() + " " + made.problem());
            }
            return made.text("key");
        }
    }

    /** As containers have them: a file each, by the name of the variable that it stands for. */
    private Path writeSecrets() throws IOException {
        var files = Files.createDirectory(folder.resolve("secrets"));
        for (var secret : Map.of(
                        "COLOPHON_DATABASE_PASSWORD", postgres.password(),
                        "COLOPHON_DATABASE_OWNER_PASSWORD", postgres.password(),
                        "COLOPHON_KAFKA_PASSWORD", kafkaPassword(),
                        "COLOPHON_SITE_KEYSET", secrets.siteKeyset(),
                        "COLOPHON_ADMIN_KEY", secrets.adminKey())
                .entrySet()) {
            Files.writeString(files.resolve(secret.getKey()), secret.getValue() + "\n");
        }
        return files;
    }

    /** One publisher's operations API speaks for all of them. */
    private Map<String, String> operations() {
        return Map.of("SERVER_PORT", String.valueOf(publisherPort), "COLOPHON_OPERATIONS_KEY", operationsKey());
    }

    private String operationsKey() {
        return Objects.requireNonNull(secrets.operationsKey());
    }

    private String kafkaPassword() {
        return Objects.requireNonNull(secrets.kafkaPassword());
    }

    private ServiceProcess service(String module, String name, String times, Map<String, String> its) {
        Map<String, String> all = new HashMap<>(Map.of(
                "COLOPHON_DATABASE_URL",
                postgres.jdbcUrl(),
                "COLOPHON_KAFKA_BOOTSTRAP_SERVERS",
                kafka.usersBootstrapServers(),
                "COLOPHON_KAFKA_SECURITY_PROTOCOL",
                "SASL_PLAINTEXT",
                "COLOPHON_PLAIN_HTTP_HOSTS",
                "127.0.0.1",
                "COLOPHON_WEBHOOK_HOSTS",
                "127.0.0.1",
                "COLOPHON_INSTANCE",
                name,
                "SPRING_CONFIG_IMPORT",
                "configtree:" + secretFiles + "/",
                "SPRING_APPLICATION_JSON",
                times,
                "SERVER_PORT",
                "0"));
        all.putAll(environment);
        all.putAll(its);
        var image = TrainedImage.of(module);
        var process = new ServiceProcess(new ServiceSettings(
                name,
                image.jar(),
                folder.resolve("services"),
                all,
                FreePorts.next(),
                image.javaOptions(HEAP_MEGABYTES)));
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

package dev.colophon.benchmark.publish;

import dev.colophon.benchmark.measure.ProcessFigures;
import dev.colophon.testkit.RepositoryFiles;
import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.kafka.KafkaSettings;
import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.postgres.PostgresSettings;
import dev.colophon.testkit.process.FreePorts;
import dev.colophon.testkit.process.Guardian;
import dev.colophon.testkit.process.ServiceProcess;
import dev.colophon.testkit.process.ServiceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Everything that an installation runs, of packaged jars; killed with this JVM at the latest. */
final class Newsroom implements AutoCloseable {

    private static final Duration START_MAX = Duration.ofMinutes(2);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Pattern KEYSET = Pattern.compile("\"keyset\"\\s*:\\s*\"([^\"]+)\"");
    private static final String ADMIN_KEY = "clp_" + "b".repeat(43);

    private final Path folder;
    private final PostgresServer postgres;
    private final KafkaServer kafka;
    private final ServiceProcess api;
    private final ServiceProcess relay;
    private final ServiceProcess publisher;
    private final ServiceProcess projector;
    private final Door admin;
    private final Door door;

    /** @param ofPublisher further options of its JVM */
    Newsroom(Path folder, List<String> ofPublisher) throws IOException {
        this.folder = folder;
        var data = Files.createDirectory(folder.resolve("postgres"));
        Guardian.killAndRemove(data.resolve("data/postmaster.pid"), "QUIT", data);
        postgres = new PostgresServer(
                        PostgresSettings.in(data, 0, UUID.randomUUID().toString()))
                .start()
                .bootstrap();
        var broker = folder.resolve("kafka");
        Guardian.killAndRemove(broker.resolve("kafka.pid"), "KILL", broker);
        kafka = new KafkaServer(KafkaSettings.in(broker, 0)).start().makeTopics();
        var port = FreePorts.next();
        api = service("publish-api", Map.of("SERVER_PORT", Integer.toString(port)), List.of());
        relay = service("outbox-relay", Map.of(), List.of());
        publisher = service("wordpress-publisher", Map.of(), ofPublisher);
        projector = service("status-projector", Map.of(), List.of());
        api.start().awaitReady(START_MAX);
        var others = List.of(relay, publisher, projector);
        others.forEach(ServiceProcess::start);
        others.forEach(service -> service.awaitReady(START_MAX));
        admin = new Door(port, ADMIN_KEY);
        var client = admin.post("/v1/clients", "client", "{\"name\": \"benchmark\", \"role\": \"client\"}");
        door = new Door(port, client.path("key").asString());
    }

    /** @param concurrency visits at once */
    void register(Target target, int concurrency) {
        admin.post("/v1/sites", "site-" + target.key(), """
                {"key": "%s", "platform": "wordpress", "baseUrl": "%s", "maxConcurrency": %d,
                 "credentials": {"kind": "application_password", "username": "%s", "password": "%s"}}""".formatted(
                        target.key(),
                        target.address(),
                        concurrency,
                        target.editor().login(),
                        target.editor().applicationPassword()));
    }

    /** The publisher asks each site anew whether it has the plugin. */
    void restartPublisher() {
        publisher.stop(GRACE);
        publisher.start().awaitReady(START_MAX);
    }

    /** Seconds of processor time that each part has had so far. */
    Map<String, Double> cpuSeconds() {
        var seconds = new LinkedHashMap<String, Double>();
        seconds.put("publish-api", cpuSeconds(api));
        seconds.put("outbox-relay", cpuSeconds(relay));
        seconds.put("wordpress-publisher", cpuSeconds(publisher));
        seconds.put("status-projector", cpuSeconds(projector));
        seconds.put(
                "Kafka", ProcessFigures.cpuSeconds(kafka.running().orElseThrow().pid()));
        seconds.put(
                "PostgreSQL", ProcessFigures.cpuSecondsOfTree(postgres.running().orElseThrow()));
        return seconds;
    }

    private static double cpuSeconds(ServiceProcess service) {
        return ProcessFigures.cpuSeconds(service.running().orElseThrow().pid());
    }

    Footprint footprint() throws IOException {
        return Footprint.of(postgres, kafka);
    }

    Door door() {
        return door;
    }

    KafkaServer kafka() {
        return kafka;
    }

    private ServiceProcess service(String name, Map<String, String> its, List<String> options) throws IOException {
        var environment = new HashMap<>(its);
        environment.put("COLOPHON_DATABASE_URL", postgres.jdbcUrl());
        environment.put("COLOPHON_DATABASE_PASSWORD", postgres.password());
        environment.put("COLOPHON_DATABASE_OWNER_PASSWORD", postgres.password());
        environment.put("COLOPHON_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        environment.put("COLOPHON_SITE_KEYSET", keyset());
        environment.put("COLOPHON_ADMIN_KEY", ADMIN_KEY);
        environment.put("COLOPHON_PLAIN_HTTP_HOSTS", "127.0.0.1");
        environment.put("COLOPHON_RATELIMIT_REQUESTS", "1000000000");
        environment.put("COLOPHON_INSTANCE", "benchmark");
        environment.put("COLOPHON_TRIAL_EVERY", "0s"); // what a story asks of a site is counted
        environment.putIfAbsent("SERVER_PORT", "0");
        var place = Files.createDirectory(folder.resolve(name));
        var process = new ServiceProcess(new ServiceSettings(
                name,
                ServiceProcess.jarOf(name),
                place,
                environment,
                FreePorts.next(),
                Stream.concat(Stream.of("-Xmx256m", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8"), options.stream())
                        .toList()));
        Guardian.killAndRemove(process.pidFile(), "KILL", place);
        return process;
    }

    private static String keyset() throws IOException {
        var sample = Files.readString(
                RepositoryFiles.resolve("docs/contracts/samples/sealed-credentials/application-password.json"));
        var found = KEYSET.matcher(sample);
        if (!found.find()) {
            throw new IllegalStateException("the sample of sealed credentials has no keyset");
        }
        return found.group(1);
    }

    @Override
    public void close() {
        List.of(publisher, projector, relay, api).forEach(service -> service.stop(GRACE));
        kafka.kill();
        postgres.stopImmediately();
    }
}

package dev.colophon.benchmark.accept;

import dev.colophon.testkit.RepositoryFiles;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** PostgreSQL and publish-api from its packaged jar, and nothing else: no Kafka, no relay, no publisher. */
public final class Door implements AutoCloseable {

    private static final Duration START_MAX = Duration.ofMinutes(2);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Pattern KEYSET = Pattern.compile("\"keyset\"\\s*:\\s*\"([^\"]+)\"");
    private static final String ADMIN_KEY = "clp_" + "b".repeat(43);

    private final PostgresServer postgres;
    private final ServiceProcess service;
    private final int port;
    private final Map<String, String> environment;
    private final String clientKey;
    private final String clientId;
    private final String siteId;

    private Door(
            PostgresServer postgres,
            ServiceProcess service,
            int port,
            Map<String, String> environment,
            URI siteUrl,
            Account account)
            throws IOException {
        this.postgres = postgres;
        this.service = service;
        this.port = port;
        this.environment = environment;
        try (var admin = new Wire(port, ADMIN_KEY)) {
            var client = admin.post("/v1/clients", "setup", "{\"name\": \"benchmark\", \"role\": \"client\"}");
            var site = admin.post(
                    "/v1/sites", "setup", """
                    {"key": "bench", "platform": "wordpress", "baseUrl": "%s",
                     "credentials": {"kind": "application_password", "username": "%s", "password": "%s"}}""".formatted(siteUrl, account.login(), account.applicationPassword()));
            clientKey = client.word("key");
            clientId = client.word("clientId");
            siteId = site.word("siteId");
        }
    }

    /** With options of its JVM and more of its environment besides; nobody listens where its site should be. */
    public static Door open(List<String> options, Map<String, String> more) throws IOException {
        return open(options, more, URI.create("http://127.0.0.1:" + FreePorts.next()), new Account("u", "p"));
    }

    /** With a site that is there. */
    static Door open(List<String> options, Map<String, String> more, URI siteUrl, Account account) throws IOException {
        var folder = Files.createTempDirectory("colophon-accept");
        var data = Files.createDirectory(folder.resolve("postgres"));
        Guardian.killAndRemove(data.resolve("data/postmaster.pid"), "QUIT", folder);
        var settings = PostgresSettings.in(data, 0, UUID.randomUUID().toString())
                .with("max_wal_size = '4GB'\nlog_line_prefix = '%m [%p] '\n");
        var postgres = new PostgresServer(settings).start().bootstrap();
        // As in an installation that runs: the projector's views are there, and every outbox that the relay expects.
        postgres.migrate("publish-api");
        postgres.migrate("wordpress-publisher");
        postgres.migrate("status-projector");
        var port = FreePorts.next();
        var environment = environment(postgres, port, more);
        var service = new ServiceProcess(new ServiceSettings(
                "publish-api",
                ServiceProcess.jarOf("publish-api"),
                Files.createDirectory(folder.resolve("publish-api")),
                environment,
                FreePorts.next(),
                Stream.concat(Stream.of("-Xmx256m", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8"), options.stream())
                        .toList()));
        service.start().awaitReady(START_MAX);
        return new Door(postgres, service, port, environment, siteUrl, account);
    }

    private static Map<String, String> environment(PostgresServer postgres, int port, Map<String, String> more)
            throws IOException {
        var sample = Files.readString(
                RepositoryFiles.resolve("docs/contracts/samples/sealed-credentials/application-password.json"));
        var keyset = KEYSET.matcher(sample);
        if (!keyset.find()) {
            throw new IllegalStateException("the sample of sealed credentials has no keyset");
        }
        var environment = new HashMap<>(more);
        environment.put("COLOPHON_DATABASE_URL", postgres.jdbcUrl());
        environment.put("COLOPHON_DATABASE_PASSWORD", postgres.password());
        environment.put("COLOPHON_DATABASE_OWNER_PASSWORD", postgres.password());
        environment.put("COLOPHON_SITE_KEYSET", keyset.group(1));
        environment.put("COLOPHON_ADMIN_KEY", ADMIN_KEY);
        environment.put("COLOPHON_PLAIN_HTTP_HOSTS", "127.0.0.1");
        environment.put("COLOPHON_RATELIMIT_REQUESTS", "1000000000");
        environment.put("SERVER_PORT", Integer.toString(port));
        return environment;
    }

    /** What it was started with: the same database and the same keyset are for those who work beside it. */
    Map<String, String> environment() {
        return environment;
    }

    /** Where it listens. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The first administrator's key. */
    public String adminKey() {
        return ADMIN_KEY;
    }

    /** Has one story accepted, as the client of the benchmark. */
    public void accept(String idempotencyKey, String body) throws IOException {
        try (var wire = wire()) {
            wire.post("/v1/publications", idempotencyKey, body);
        }
    }

    Wire wire() throws IOException {
        return new Wire(port, clientKey);
    }

    public PostgresServer postgres() {
        return postgres;
    }

    /** Ids that are the same in every job. */
    List<String> constants() {
        return List.of(clientId, siteId);
    }

    Path log() {
        return postgres.log();
    }

    ProcessHandle service() {
        return ProcessHandle.of(service.running().orElseThrow().pid()).orElseThrow();
    }

    long pid() {
        return service.running().orElseThrow().pid();
    }

    @Override
    public void close() {
        service.stop(GRACE);
        postgres.stopImmediately();
    }
}

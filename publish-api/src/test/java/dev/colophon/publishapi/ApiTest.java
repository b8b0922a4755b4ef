package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.http.RawRequest;
import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The service as it runs, spoken to over HTTP, on a real PostgreSQL as its own role. One context serves all such tests:
 * each has a client, a site and story keys of its own.
 */
@ExtendWith(PostgresExtension.class)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "management.server.port=0")
@Import(FaultyDatabase.class)
abstract class ApiTest {

    static final String ADMIN_KEY = "clp_" + "t".repeat(43);
    static final String NO_KAFKA = "127.0.0.1:1";
    static final String SITE_PASSWORD = "s3cret-canary-of-the-site";

    /** For whatever is not the point of the test: any thread may stand still for seconds. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static boolean projectorMigrated;

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @LocalManagementPort
    int managementPort;

    @Autowired
    FaultyDatabase database;

    @Autowired
    ApplicationRunner bootstrapAdmin;

    PostgresServer postgres;
    JdbcClient tables;
    String clientKey;
    String site;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("colophon.admin.key", () -> ADMIN_KEY);
        registry.add("colophon.sites.keyset", Samples::keyset);
        registry.add("colophon.sites.plain-http-hosts", () -> "127.0.0.1, Localhost");
        registry.add("colophon.sites.platforms.bulletin", () -> "post, facebook_story");
        // All that is asked of the door here is asked while Kafka is down; who tests webhooks begins what they do by
        // hand.
        registry.add("spring.kafka.bootstrap-servers", () -> NO_KAFKA);
        registry.add("colophon.webhooks.kafka", () -> NO_KAFKA);
        registry.add("colophon.webhooks.paused", () -> true);
        registry.add("colophon.webhooks.own-hosts", () -> "127.0.0.1, localhost");
        registry.add("colophon.operations.key", () -> FakeOperations.KEY);
        registry.add("colophon.operations.publisher", FakeOperations.PUBLISHER::address);
        registry.add("colophon.operations.projector", FakeOperations.PROJECTOR::address);
        registry.add("colophon.oauth.issuer", () -> Issuer.NAME);
        registry.add("colophon.oauth.jwk-set-uri", Issuer::keys);
        registry.add("colophon.oauth.audience", () -> Issuer.AUDIENCE);
        registry.add("colophon.uploads.most-of-client", () -> "17MB");
        // Wide: on a slow machine any thread may stand still for seconds. What is tested to be late is late for ever.
        registry.add("spring.datasource.hikari.connection-timeout", () -> "30000");
        registry.add(
                "spring.datasource.hikari.data-source-properties.options",
                () ->
                        "-c statement_timeout=18000 -c lock_timeout=15000 -c idle_in_transaction_session_timeout=30000 -c row_security=off");
        registry.add("colophon.operations.look-within", () -> "30s");
        registry.add("colophon.webhooks.delivery.request-timeout", () -> "45s");
        registry.add("colophon.bodies.within", () -> "10s");
        registry.add("colophon.bodies.unread", () -> "5s");
        registry.add("colophon.streams.most-per-client", () -> "3");
        registry.add("colophon.streams.heartbeat", () -> "100ms");
        registry.add("colophon.streams.look", () -> "50ms");
    }

    @BeforeEach
    void newClientAndSite(PostgresServer server) throws Exception {
        postgres = server;
        tables = JdbcClient.create(server.superuser());
        if (!projectorMigrated) {
            server.migrate("status-projector");
            projectorMigrated = true;
        }
        bootstrapAdmin.run(new DefaultApplicationArguments()); // another class may have emptied the tables
        clientKey = newClient("client");
        site = "site-" + shortId();
        assertThat(registerSite(site).status()).isEqualTo(201);
    }

    String newClient(String role) {
        var answer = send("POST", "/v1/clients", ADMIN_KEY, Map.of(), """
                {"name": "%s", "role": "%s"}""".formatted("client-" + shortId(), role));
        assertThat(answer.status()).isEqualTo(201);
        return answer.text("/key");
    }

    /** Whose key that is; never "the newest client's", since other tests make clients and keys of a later time. */
    UUID clientIdOf(String key) {
        return tables.sql("SELECT client_id FROM publish_api.api_key WHERE sha256 = sha256(convert_to(:key, 'UTF8'))")
                .param("key", key)
                .query(UUID.class)
                .single();
    }

    /** So many sites more, {@code name-0001} and on, for as long as it is open: other tests look at the list of sites too. */
    Crowd crowd(String name, int many) {
        tables.sql("""
                        INSERT INTO publish_api.site
                        SELECT (jsonb_populate_record(s, jsonb_build_object(
                                   'id', gen_random_uuid(), 'key', :name || '-' || lpad(n::text, 4, '0')))).*
                          FROM publish_api.site s, generate_series(1, :many) n WHERE s.key = :site
                        """)
                .param("name", name)
                .param("many", many)
                .param("site", site)
                .update();
        return () -> tables.sql("DELETE FROM publish_api.site WHERE key LIKE :name || '-%'")
                .param("name", name)
                .update();
    }

    interface Crowd extends AutoCloseable {

        @Override
        void close();
    }

    String idOf(String siteKey) {
        return tables.sql("SELECT id::text FROM publish_api.site WHERE key = :key")
                .param("key", siteKey)
                .query(String.class)
                .single();
    }

    Response registerSite(String key) {
        return send("POST", "/v1/sites", ADMIN_KEY, Map.of(), siteBody(key).toString());
    }

    static ObjectNode siteBody(String key) {
        return (ObjectNode) JSON.readTree("""
                {"key": "%s", "platform": "wordpress", "baseUrl": "https://%s.example/news",
                 "credentials": {"kind": "application_password", "username": "editor", "password": "%s"}}""".formatted(key, key, SITE_PASSWORD));
    }

    /** A request that is accepted as it stands. */
    ObjectNode story(String storyKey) {
        return (ObjectNode) JSON.readTree("""
                {"storyKey": "%s", "site": "%s", "placement": "post",
                 "content": {"title": "The harbour reopens %s", "html": "<p>Ships return.</p>", "excerpt": "",
                             "visibility": "public", "categories": ["Local news"], "tags": ["harbour"]}}""".formatted(storyKey, site, storyKey));
    }

    ObjectNode story() {
        return story("story-" + shortId());
    }

    static ObjectNode content(ObjectNode request) {
        return (ObjectNode) request.get("content");
    }

    Response publish(ObjectNode request) {
        return publish(request, UUID.randomUUID().toString());
    }

    Response publish(ObjectNode request, String idempotencyKey) {
        return publish(request.toString(), idempotencyKey);
    }

    Response publish(String body, String idempotencyKey) {
        return send("POST", "/v1/publications", clientKey, Map.of("Idempotency-Key", idempotencyKey), body);
    }

    Response command(String publication, String action) {
        return command(publication, action, UUID.randomUUID().toString(), "");
    }

    Response command(String publication, String action, String idempotencyKey, String body) {
        return send(
                "POST",
                "/v1/publications/" + publication + "/" + action,
                clientKey,
                Map.of("Idempotency-Key", idempotencyKey),
                body);
    }

    Response get(String path) {
        return send("GET", path, clientKey, Map.of(), "");
    }

    Response send(String method, String path, String key, Map<String, String> headers, String body) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty() && !headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        headers.forEach(request::header);
        return exchange(request.build());
    }

    /** The whole answer to a request that is written as it stands, which no client would write; it must ask for the connection to end. */
    String answerTo(String raw) throws IOException {
        try (var request = RawRequest.of(port, raw)) {
            return request.untilLetGo();
        }
    }

    Response exchange(HttpRequest request) {
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            return new Response(answer.statusCode(), answer.headers(), answer.body());
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    long count(String table) {
        return tables.sql("SELECT count(*) FROM publish_api." + table)
                .query(Long.class)
                .single();
    }

    Stored stored() {
        return new Stored(
                count("story"),
                count("variant"),
                count("publication"),
                count("publish_job"),
                count("idempotency_key"),
                count("outbox"));
    }

    /** How many rows each table of the accepting transaction has. */
    record Stored(long stories, long variants, long publications, long jobs, long keys, long messages) {}

    static String shortId() {
        return UUID.randomUUID().toString().substring(0, 8);
    }
}

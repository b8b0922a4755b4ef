package dev.colophon.wordpresspublisher.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.contracts.OperationsRoutes;
import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.FakeWordPress;
import dev.colophon.wordpresspublisher.Keysets;
import dev.colophon.wordpresspublisher.Newsroom;
import dev.colophon.wordpresspublisher.PublisherTest;
import dev.colophon.wordpresspublisher.WordPressPublisherApplication;
import dev.colophon.wordpresspublisher.inbox.Delivery;
import dev.colophon.wordpresspublisher.ledger.WorkSignal;
import dev.colophon.wordpresspublisher.publish.PublishLoop;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The operations API over HTTP, as a second instance of the service serves it. */
@PublisherTest
class OperationsApiTest {

    private static final String KEY = "a-key-for-tests-of-more-than-32-characters";
    private static final String SITES = "/operations/v1/sites";
    /** Well above what the service waits for (server.tomcat.connection-timeout), and below what the container would by itself. */
    private static final int SILENCE_MILLIS_MAX = 40_000;

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Newsroom newsroom;

    OperationsApiTest(PostgresServer postgres, @Autowired WorkSignal work, @Autowired Delivery delivery) {
        this.newsroom = new Newsroom(postgres, work, delivery);
    }

    @DynamicPropertySource
    static void keyset(DynamicPropertyRegistry properties) {
        properties.add("COLOPHON_SITE_KEYSET", () -> Newsroom.KEYSET);
    }

    @BeforeAll
    static void sites(PostgresServer postgres) {
        postgres.migrate("publish-api");
    }

    @Test
    void an_operator_walks_a_site_reads_what_was_found_and_is_on_record_for_it() throws Exception {
        try (FakeWordPress wordpress = FakeWordPress.start();
                ConfigurableApplicationContext service = service(KEY)) {
            UUID site = newsroom.site(wordpress);
            newsroom.story(site, "told-over-http").want().awaitReceipt("published");
            var api = new Api(service, KEY, "Ada of the night shift");

            HttpResponse<String> accepted = api.post(SITES + "/" + site + "/reconciliations", "{}");
            assertThat(accepted.statusCode()).isEqualTo(202);
            String run = accepted.headers().firstValue("Location").orElseThrow();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> api.json(run).at("/run/state").stringValue().equals("completed"));

            JsonNode report = api.json(run);
            assertThat(report.at("/run/operator").stringValue()).isEqualTo("Ada of the night shift");
            assertThat(report.at("/run/orders/dryRun").booleanValue()).isTrue();
            assertThat(report.at("/run/inOrder").intValue()).isOne();
            assertThat(report.at("/findings").isEmpty()).isTrue();
            assertThat(api.json(SITES + "/" + site + "/reconciliations")
                            .at("/reconciliations")
                            .size())
                    .isOne();
            // The page that begins right before this site.
            var before = new UUID(site.getMostSignificantBits(), site.getLeastSignificantBits() - 1);
            JsonNode sites = api.json(SITES + "?after=" + before).path("sites");
            assertThat(sites.valueStream()
                            .filter(node -> node.path("siteId").stringValue().equals(site.toString())))
                    .singleElement()
                    .satisfies(node -> assertThat(node.at("/counts/publicPosts").intValue())
                            .isOne())
                    .satisfies(
                            node -> assertThat(node.path("state").stringValue()).isEqualTo("active"));
            assertThat(newsroom.sql()
                            .sql(
                                    "SELECT DISTINCT operator || ' ' || status FROM wordpress_publisher.operations_use WHERE method = 'POST' AND operator LIKE '%shift'")
                            .query((row, _) -> row.getString(1))
                            .list())
                    .containsExactly("Ada of the night shift 202");
        }
    }

    @Test
    void uses_of_more_than_400_days_ago_go_with_the_next_one() throws Exception {
        try (ConfigurableApplicationContext service = service(KEY)) {
            newsroom.sql().sql("""
                            INSERT INTO wordpress_publisher.operations_use (id, operator, method, path, used_at)
                            SELECT gen_random_uuid(), 'long ago', 'GET', '/', clock_timestamp() - days * interval '1 day'
                              FROM unnest(ARRAY[399, 401]) AS days""").update();
            assertThat(new Api(service, KEY, "Ada").get(SITES).statusCode()).isEqualTo(200);
        }

        assertThat(newsroom.sql()
                        .sql("SELECT count(*) FROM wordpress_publisher.operations_use WHERE operator = 'long ago'")
                        .query(Long.class)
                        .single())
                .isOne();
    }

    @Test
    void an_operator_tries_a_suspended_site_out_and_sees_how_it_has_been() throws Exception {
        try (FakeWordPress wordpress = FakeWordPress.start();
                ConfigurableApplicationContext service = service(KEY)) {
            UUID site = newsroom.site(wordpress);
            newsroom.story(site, "tried-out").want().awaitReceipt("published");
            newsroom.sql()
                    .sql("UPDATE publish_api.site SET state = 'suspended' WHERE id = :site")
                    .param("site", site)
                    .update();
            var api = new Api(service, KEY, "Ada");

            JsonNode health = api.json(SITES + "/" + site + "/health");
            assertThat(health.path("state").stringValue()).isEqualTo("well");
            assertThat(health.path("strategy").stringValue()).isEqualTo("stock");
            wordpress.companion(true);
            JsonNode trial =
                    JSON.readTree(api.post(SITES + "/" + site + "/test", "").body());

            assertThat(trial.path("usable").booleanValue()).as(trial.toString()).isTrue();
            assertThat(trial.at("/checks/0/name").stringValue()).isEqualTo("address");
            JsonNode since = api.json(SITES + "/" + site + "/health");
            assertThat(since.path("strategy").stringValue()).isEqualTo("companion_key");
            assertThat(Instant.parse(since.path("strategyFoundAt").stringValue()))
                    .isAfter(Instant.parse(health.path("strategyFoundAt").stringValue()));
            wordpress.revokeApplicationPassword(wordpress.editor());
            HttpResponse<String> lost = api.post(SITES + "/" + site + "/test", "");
            assertThat(lost.statusCode()).isEqualTo(200);
            assertThat(lost.body())
                    .contains("WP_CREDENTIALS_LOST")
                    .doesNotContain(wordpress.editor().applicationPassword());
            assertThat(JSON.readTree(lost.body()).path("usable").booleanValue()).isFalse();
            assertRefused(api.post(SITES + "/" + UUID.randomUUID() + "/test", ""), 404, "SITE_NOT_FOUND");
            assertRefused(api.get(SITES + "/" + UUID.randomUUID() + "/health"), 404, "SITE_UNKNOWN");
        }
    }

    @Test
    void the_health_of_a_site_names_what_its_last_visit_met() throws Exception {
        try (FakeWordPress wordpress = FakeWordPress.start();
                ConfigurableApplicationContext service = service(KEY, "--COLOPHON_PUBLISH_PAUSED=true")) {
            UUID site = newsroom.site(wordpress);
            wordpress.revokeApplicationPassword(wordpress.editor());
            newsroom.story(site, "not-known-here").want().awaitReceipt("deferred");

            JsonNode health = new Api(service, KEY, "Ada").json(SITES + "/" + site + "/health");

            assertThat(health.path("state").stringValue()).isEqualTo("suspended");
            assertThat(health.path("suspensionCode").stringValue()).isEqualTo("WP_CREDENTIALS_LOST");
            assertThat(health.path("lastFailureCode").stringValue()).isEqualTo("WP_CREDENTIALS_LOST");
            assertThat(health.path("lastFailureAt").isNull()).isFalse();
            assertThat(health.path("lastSuccessAt").isNull()).isTrue();
            assertThat(health.at("/credential/state").stringValue()).isEqualTo("refused");
            assertThat(health.at("/credential/code").stringValue()).isEqualTo("WP_CREDENTIALS_LOST");
            assertThat(Instant.parse(health.at("/credential/since").stringValue()))
                    .isEqualTo(Instant.parse(health.path("suspendedSince").stringValue()));
        }
    }

    @Test
    void credentials_that_are_old_or_sealed_by_a_former_key_are_due_before_any_visit_is_refused() throws Exception {
        try (FakeWordPress wordpress = FakeWordPress.start();
                ConfigurableApplicationContext service = service(KEY, "--COLOPHON_PUBLISH_PAUSED=true")) {
            UUID site = newsroom.site(wordpress);
            newsroom.story(site, "let-in").want().awaitReceipt("published");
            var api = new Api(service, KEY, "Ada");
            assertThat(credential(api, site)).isEqualTo("ok null");

            newsroom.reseal(site, wordpress, Keysets.rotated(Newsroom.KEYSET));
            assertThat(credential(api, site)).isEqualTo("due SITE_CREDENTIALS_OLD_KEY");

            newsroom.reseal(site, wordpress, Newsroom.KEYSET);
            newsroom.sql()
                    .sql(
                            "UPDATE publish_api.site SET credentials_set_at = now() - interval '366 days' WHERE id = :site")
                    .param("site", site)
                    .update();
            assertThat(credential(api, site)).isEqualTo("due SITE_CREDENTIALS_OLD");
            assertThat(api.json(SITES + "/" + site + "/health").path("state").stringValue())
                    .as("no visit was refused")
                    .isEqualTo("well");
            assertThat(service.getBean(MeterRegistry.class)
                            .get("colophon.sites.credentials.due")
                            .gauge()
                            .value())
                    .isPositive();
        }
    }

    private static String credential(Api api, UUID site) throws Exception {
        JsonNode credential = api.json(SITES + "/" + site + "/health").path("credential");
        return credential.path("state").stringValue() + " "
                + credential.path("code").asString("null");
    }

    @Test
    void the_door_opens_for_the_key_and_a_name_alone() throws Exception {
        try (ConfigurableApplicationContext service = service(KEY)) {
            long uses = uses();
            var listed = OperationsRoutes.of("wordpress-publisher");
            assertThat(served(service)).as(OperationsRoutes.ADVICE).isEqualTo(listed.all());
            assertThat(listed.openAt(new Api(service, KEY, "Ada").door(), KEY)).isEmpty();
            assertRefused(new Api(service, "", "Ada").get(SITES), 401, "OPERATIONS_KEY_REFUSED");
            assertRefused(new Api(service, KEY + "x", "Ada").get(SITES), 401, "OPERATIONS_KEY_REFUSED");
            assertRefused(new Api(service, KEY, "").get(SITES), 400, "OPERATOR_MISSING");
            assertRefused(new Api(service, KEY, "a".repeat(101)).get(SITES), 400, "OPERATOR_MISSING");
            assertRefused(new Api(service, KEY, "Ada").get("/operations/v2/sites"), 404, "NOT_FOUND");
            assertRefused(new Api(service, KEY, "Ada").get("/actuator/health"), 404, "NOT_FOUND");
            assertThat(uses()).isEqualTo(uses);

            var ada = new Api(service, KEY, "Ada");
            assertRefused(ada.get(SITES + "/nonsense/reconciliations"), 400, "REQUEST_REFUSED");
            assertRefused(ada.get("/operations/v1/dead-letters/publishing.requests.v1.dlt/-1/0"), 400, "PLACE_INVALID");
            assertRefused(ada.get("/operations/v1/dead-letters/publishing.requests.v1.dlt/0/-1"), 400, "PLACE_INVALID");
            assertRefused(ada.get("/operations/v1/nothing"), 404, "REQUEST_REFUSED");
            assertRefused(ada.post(SITES + "/" + UUID.randomUUID() + "/reconciliations", "{}"), 404, "SITE_UNKNOWN");
            assertRefused(
                    ada.get(SITES + "/" + UUID.randomUUID() + "/reconciliations/" + UUID.randomUUID()),
                    404,
                    "RECONCILIATION_NOT_FOUND");
            assertRefused(ada.post(SITES + "/" + UUID.randomUUID() + "/reconciliations", "{"), 400, "REQUEST_REFUSED");
            assertThat(uses()).isEqualTo(uses + 7);
        }
    }

    @Test
    void without_a_key_there_is_nothing_behind_the_door_and_a_short_one_is_refused_at_start() throws Exception {
        try (ConfigurableApplicationContext service = service("")) {
            assertRefused(new Api(service, "", "Ada").get(SITES), 404, "NOT_FOUND");
            assertRefused(new Api(service, KEY, "Ada").get(SITES), 404, "NOT_FOUND");
        }
        assertThatThrownBy(() -> service("short").close()).hasStackTraceContaining("COLOPHON_OPERATIONS_KEY");
    }

    @Test
    void a_paused_publisher_visits_no_site_and_still_serves_its_operators() throws Exception {
        try (FakeWordPress wordpress = FakeWordPress.start();
                ConfigurableApplicationContext service = service(KEY, "--COLOPHON_PUBLISH_PAUSED=true")) {
            assertThat(service.getBean(PublishLoop.class).isRunning()).isFalse();
            assertThat(new Api(service, KEY, "Ada").get(SITES).statusCode()).isEqualTo(200);
            JsonNode database = new Api(service, KEY, "Ada").json("/operations/v1/database");
            assertThat(database.path("code").isNull()).isTrue();
            assertThat(database.at("/context/role").stringValue()).isEqualTo("wordpress_publisher");
            assertThat(database.at("/context/isolation").stringValue()).isEqualTo("read committed");
            assertThat(database.at("/context/visibleRows").intValue()).isOne();
            assertThat(wordpress.requests()).isEmpty();
        }
    }

    private static Set<String> served(ApplicationContext service) {
        return service
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .entrySet()
                .stream()
                .filter(handler -> handler.getValue().getBeanType().getName().startsWith("dev.colophon"))
                .flatMap(handler -> handler.getKey().getMethodsCondition().getMethods().stream()
                        .flatMap(method ->
                                handler.getKey().getPatternValues().stream().map(path -> method + " " + path)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private long uses() {
        return newsroom.sql()
                .sql("SELECT count(*) FROM wordpress_publisher.operations_use")
                .query(Long.class)
                .single();
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(JSON.readTree(answer.body()).path("code").stringValue()).isEqualTo(code);
        assertThat(JSON.readTree(answer.body()).path("fix").stringValue()).isNotBlank();
        assertThat(answer.body()).doesNotContain(KEY);
    }

    private record Api(ConfigurableApplicationContext service, String key, String operator) {

        HttpResponse<String> get(String path) throws Exception {
            return send(request(path).GET());
        }

        HttpResponse<String> post(String path, String body) throws Exception {
            return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
        }

        JsonNode json(String path) throws Exception {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return JSON.readTree(answer.body());
        }

        URI door() {
            return URI.create("http://127.0.0.1:" + service.getEnvironment().getRequiredProperty("local.server.port"));
        }

        private HttpRequest.Builder request(String path) {
            var request = HttpRequest.newBuilder(door().resolve(path));
            if (!key.isEmpty()) {
                request.header("Authorization", "Bearer " + key);
            }
            return operator.isEmpty() ? request : request.header("X-Operator", operator);
        }

        private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"INFO", "DEBUG"})
    @ExtendWith(OutputCaptureExtension.class)
    void what_cannot_be_read_of_a_request_is_refused_and_not_quoted_in_the_log(LogLevel level, CapturedOutput output)
            throws Exception {
        LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
        try (ConfigurableApplicationContext service = service(KEY)) {
            logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, level);
            var ada = new Api(service, KEY, "Ada");
            assertRefused(ada.get(SITES + "?after=quokka"), 400, "REQUEST_REFUSED");
            assertThat(ada.get(SITES + "?as=quokka").statusCode()).isEqualTo(200);
            URI metrics = URI.create(
                    "http://127.0.0.1:" + port(service, "management") + "/actuator/prometheus?includedNames=quokka%ff");
            assertThat(Api.send(HttpRequest.newBuilder(metrics)).statusCode()).isEqualTo(400);
            assertRefused(ada.get(SITES + "?after=quokka%ff"), 400, "REQUEST_REFUSED");
            assertRefused(ada.get("/operations/v1/dead-letters?cursor=quokka%ff"), 400, "REQUEST_REFUSED");
            String request = "GET " + SITES + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization : Bearer "
                    + KEY + "\r\n\r\n";
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port(service, "server"))) {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 400");
            }
        } finally {
            logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
        }

        assertThat(output).doesNotContain(KEY, "quokka", "OPERATIONS_FAILED", "threw exception");
    }

    /** Without a key: nobody waits for the rest of a body that was refused. */
    @Test
    void who_falls_silent_amid_a_request_is_let_go_at_both_ports() throws Exception {
        try (ConfigurableApplicationContext service = service(KEY);
                var door = silentAt(port(service, "server"), "/operations/v1/sites");
                var health = silentAt(port(service, "management"), "/actuator/health")) {
            assertThat(untilLetGo(door)).startsWith("HTTP/1.1 401");
            assertThat(untilLetGo(health)).startsWith("HTTP/1.1 405");
        }
    }

    private static Socket silentAt(int port, String path) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(SILENCE_MILLIS_MAX);
        var request = "POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String untilLetGo(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static int port(ConfigurableApplicationContext service, String which) {
        return service.getEnvironment().getRequiredProperty("local." + which + ".port", Integer.class);
    }

    private static ConfigurableApplicationContext service(String key, String... more) {
        return new SpringApplicationBuilder(WordPressPublisherApplication.class)
                .web(WebApplicationType.SERVLET)
                .run(Stream.concat(
                                Stream.of(
                                        "--COLOPHON_INSTANCE=operated",
                                        "--COLOPHON_OPERATIONS_KEY=" + key,
                                        "--SERVER_PORT=0",
                                        "--MANAGEMENT_SERVER_PORT=0",
                                        "--COLOPHON_SITE_KEYSET=" + Newsroom.KEYSET,
                                        "--COLOPHON_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1",
                                        "--COLOPHON_PLAIN_HTTP_HOSTS=127.0.0.1",
                                        "--colophon.reconcile.every=0s",
                                        "--colophon.trial.every=0s",
                                        "--spring.kafka.listener.auto-startup=false",
                                        "--spring.jmx.enabled=false"),
                                Stream.of(more))
                        .toArray(String[]::new));
    }
}

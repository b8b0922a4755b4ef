package dev.colophon.statusprojector.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.colophon.statusprojector.project.ProjectEvents;
import dev.colophon.statusprojector.project.Stories;
import dev.colophon.testkit.contracts.OperationsRoutes;
import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
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
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The operators' door, over HTTP. */
@NullUnmarked
@ExtendWith(PostgresExtension.class)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.kafka.listener.auto-startup=false",
            "COLOPHON_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1",
            "COLOPHON_OPERATIONS_KEY=" + OperationsApiTest.KEY,
            "spring.datasource.hikari.data-source-properties.ApplicationName=" + OperationsApiTest.SESSIONS
        })
class OperationsApiTest {

    static final String KEY = "a-key-for-tests-alone-0123456789abcdef";

    /** Tells this pool's sessions from those of other tests, whose pools stay open in the same database. */
    static final String SESSIONS = "status-projector of OperationsApiTest";

    /** Well above what the service waits for (server.tomcat.connection-timeout), and below what the container would by itself. */
    private static final int SILENCE_MILLIS_MAX = 40_000;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ProjectEvents projectEvents;
    private final PostgresServer postgres;
    private final HikariDataSource pool;
    private final JdbcTemplate service;
    private final String door;
    private final int managementPort;
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.builder().build();
    private final UUID publication = UUID.randomUUID();

    OperationsApiTest(
            @Autowired ProjectEvents projectEvents,
            @Autowired JdbcTemplate service,
            @Autowired HikariDataSource pool,
            @LocalServerPort int port,
            @LocalManagementPort int managementPort,
            PostgresServer postgres) {
        this.pool = pool;
        this.projectEvents = projectEvents;
        this.service = service;
        this.postgres = postgres;
        this.door = "http://127.0.0.1:" + port;
        this.managementPort = managementPort;
    }

    @BeforeEach
    void a_publication_is_public() {
        postgres.clear("status_projector");
        projectEvents.project(Stories.published(publication));
    }

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void events_are_invalidated_after_a_look_and_the_decision_can_be_taken_back() throws Exception {
        var selection = "{\"eventIds\":[\"" + Stories.id(publication, 4) + "\"]}";
        var seen = post("/operations/v1/invalidations/preview", selection, 200);
        assertThat(seen.path("statusChanges").path("published -> publishing").asInt())
                .isEqualTo(1);

        var done = post(
                "/operations/v1/invalidations",
                "{\"selection\":%s,\"reason\":\"misrouted\",\"fingerprint\":%s}"
                        .formatted(selection, seen.path("fingerprint")),
                201);
        var id = done.path("invalidation").path("id").asString();
        assertThat(done.path("statusesCorrected").asInt()).isEqualTo(1);
        assertThat(done.path("invalidation").path("author").asString()).isEqualTo("ada");
        assertThat(status()).isEqualTo("publishing");

        var back = post("/operations/v1/invalidations/" + id + "/reversal/preview", "", 200);
        post(
                "/operations/v1/invalidations/" + id + "/reversal",
                "{\"reason\":\"it was right\",\"fingerprint\":" + back.path("fingerprint") + "}",
                201);

        assertThat(status()).isEqualTo("published");
        var all = get("/operations/v1/invalidations", 200);
        assertThat(all).hasSize(2);
        assertThat(all.get(0).path("reverses").asString()).isEqualTo(id);
        assertThat(get("/operations/v1/invalidations/" + id, 200)
                        .path("reversedBy")
                        .asString())
                .isEqualTo(all.get(0).path("id").asString());
    }

    @Test
    void a_publication_is_put_back_to_a_step_after_a_look_and_no_rebuild_undoes_it() throws Exception {
        var what = "\"selection\":{\"publicationIds\":[\"" + publication + "\"]},\"step\":\"RESERVED\"";
        var seen = post("/operations/v1/resets/preview", "{" + what + "}", 200);
        assertThat(seen.path("eventsByKind").toString()).isEqualTo("{\"published\":1}");
        assertThat(status()).as("a look changes nothing").isEqualTo("published");

        var done = post(
                "/operations/v1/resets",
                "{%s,\"reason\":\"not believed\",\"fingerprint\":%s}".formatted(what, seen.path("fingerprint")),
                201);

        assertThat(status()).isEqualTo("publishing");
        assertThat(done.path("reset").path("resetTo").asString()).isEqualTo("reserved");
        assertThat(done.path("reset").path("author").asString()).isEqualTo("ada");
        assertThat(done.path("publicationsAnnounced").asInt()).isEqualTo(1);
        assertThat(done.path("resume")).hasSize(1);
        assertThat(done.path("resume").get(0).path("post").asString())
                .isEqualTo("/operations/v1/sites/"
                        + seen.path("eventsBySite").propertyNames().iterator().next() + "/reconciliations");
        var rebuilt = ended(post("/operations/v1/rebuilds", "{\"reason\":\"to be sure\",\"dryRun\":false}", 202));
        assertThat(rebuilt.path("publications").asInt()).isEqualTo(1);
        assertThat(rebuilt.path("rowsPutRight").asInt()).isZero();
        assertThat(status()).isEqualTo("publishing");
        assertThat(get("/operations/v1/invalidations", 200)
                        .get(0)
                        .path("resetTo")
                        .asString())
                .isEqualTo("reserved");
    }

    @ParameterizedTest
    @ValueSource(strings = {"probe", "publication_event", "publication_status"})
    void while_a_policy_hides_rows_nothing_is_projected_and_the_cause_is_named(String table) throws Exception {
        assertThat(get("/operations/v1/database", 200).path("code").isNull()).isTrue();

        unfit(
                "DATABASE_ROWS_HIDDEN",
                "ALTER TABLE status_projector." + table + " ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE status_projector." + table + " DISABLE ROW LEVEL SECURITY");
    }

    @ParameterizedTest
    @CsvSource({
        "DATABASE_ISOLATION, default_transaction_isolation = serializable",
        "DATABASE_READ_ONLY, default_transaction_read_only = on"
    })
    void while_its_role_begins_at_another_isolation_or_only_reads_nothing_is_projected(String code, String setting)
            throws Exception {
        unfit(
                code,
                "ALTER ROLE status_projector SET " + setting,
                "ALTER ROLE status_projector RESET " + setting.substring(0, setting.indexOf(' ')));
    }

    private void unfit(String code, String breaks, String mends) throws Exception {
        var superuser = new JdbcTemplate(postgres.superuser());
        var late = UUID.randomUUID();
        var begun = superuser.queryForObject("SELECT clock_timestamp()", OffsetDateTime.class);
        superuser.execute(breaks);
        try {
            awaitNewSessions(superuser);

            // That the use is put on record fails where the role only reads: the door is shut then.
            if (!code.equals("DATABASE_READ_ONLY")) {
                assertThat(get("/operations/v1/database", 200).path("code").asString())
                        .isEqualTo(code);
            }
            assertThatThrownBy(() -> projectEvents.project(Stories.published(late)))
                    .hasMessageContaining(code);
        } finally {
            superuser.execute(mends);
            awaitNewSessions(superuser);
            endSessionsOfOthersSince(begun, superuser);
        }
        assertThat(projectEvents.project(Stories.published(late)).appended()).isNotEmpty();
    }

    /** Those that other tests' pools have opened meanwhile would keep what they began with. */
    private static void endSessionsOfOthersSince(OffsetDateTime then, JdbcTemplate superuser) {
        superuser.query(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE usename = 'status_projector' AND application_name <> ? AND backend_start >= ?",
                row -> {},
                SESSIONS,
                then);
    }

    /** A session that was just beginning keeps what it began with, and joins the pool after all others were sent away. */
    private void awaitNewSessions(JdbcTemplate superuser) {
        assertThat(service.queryForObject("SELECT current_setting('application_name')", String.class))
                .isEqualTo(SESSIONS);
        var now = superuser.queryForObject("SELECT clock_timestamp()", OffsetDateTime.class);
        await("the end of every session that began before").atMost(PATIENCE).until(() -> {
            pool.getHikariPoolMXBean().softEvictConnections();
            var older = "SELECT count(*) FROM pg_stat_activity WHERE application_name = ? AND backend_start < ?";
            return Objects.equals(superuser.queryForObject(older, Long.class, SESSIONS, now), 0L);
        });
    }

    @Test
    void a_rebuild_is_a_dry_run_unless_said_otherwise_and_shows_how_far_it_is() throws Exception {
        new JdbcTemplate(postgres.superuser()).execute("TRUNCATE status_projector.publication_status");

        var dry = ended(post("/operations/v1/rebuilds", "{\"reason\":\"the table is empty\"}", 202));
        assertThat(dry.path("differences").path("missing").asInt()).isEqualTo(1);
        assertThat(dry.path("rowsPutRight").asInt()).isZero();
        assertThat(get("/operations/v1/rebuilds/" + dry.path("id").asString() + "/differences", 200)
                        .get(0)
                        .path("shouldBe")
                        .path("status")
                        .asString())
                .isEqualTo("published");

        var real = ended(post("/operations/v1/rebuilds", "{\"reason\":\"as seen\",\"dryRun\":false}", 202));

        assertThat(real.path("state").asString()).isEqualTo("done");
        assertThat(real.path("percent").asInt()).isEqualTo(100);
        assertThat(real.path("rowsPutRight").asInt()).isEqualTo(1);
        assertThat(real.path("publicationsAnnounced").asInt()).isZero();
        assertThat(status()).isEqualTo("published");
        assertThat(get("/operations/v1/rebuilds", 200)).hasSize(2);
        assertThat(post("/operations/v1/rebuilds/" + real.path("id").asString() + "/resume", "", 409)
                        .path("code")
                        .asString())
                .isEqualTo("REBUILD_ENDED");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            422 | SELECTION_EMPTY     | /operations/v1/invalidations/preview | {}
            409 | NOTHING_SELECTED    | /operations/v1/invalidations/preview | {"build":"none"}
            400 | REQUEST_REFUSED     | /operations/v1/invalidations/preview | {"build":"0.1.0","bild":"x"}
            400 | REQUEST_REFUSED     | /operations/v1/invalidations/preview | nonsense
            422 | REASON_MISSING      | /operations/v1/invalidations         | {"selection":{"build":"0.1.0"},"fingerprint":"x"}
            422 | FINGERPRINT_MISSING | /operations/v1/invalidations         | {"selection":{"build":"0.1.0"},"reason":"why"}
            409 | PREVIEW_OUTDATED    | /operations/v1/invalidations         | {"selection":{"build":"0.1.0"},"reason":"why","fingerprint":"x"}
            404 | NO_SUCH_INVALIDATION | /operations/v1/invalidations/00000000-0000-4000-8000-000000000000/reversal/preview | {}
            422 | STEP_MISSING        | /operations/v1/resets/preview        | {"selection":{"build":"0.1.0"}}
            422 | SELECTION_EMPTY     | /operations/v1/resets/preview        | {"step":"CLAIMED"}
            409 | NOTHING_SELECTED    | /operations/v1/resets/preview        | {"selection":{"build":"0.1.0"},"step":"SCHEDULED"}
            400 | REQUEST_REFUSED     | /operations/v1/resets/preview        | {"selection":{"build":"0.1.0"},"step":"SENT"}
            422 | REASON_MISSING      | /operations/v1/resets                | {"selection":{"build":"0.1.0"},"step":"CLAIMED","fingerprint":"x"}
            422 | FINGERPRINT_MISSING | /operations/v1/resets                | {"selection":{"build":"0.1.0"},"step":"CLAIMED","reason":"why"}
            409 | PREVIEW_OUTDATED    | /operations/v1/resets                | {"selection":{"build":"0.1.0"},"step":"CLAIMED","reason":"why","fingerprint":"x"}
            422 | REASON_MISSING      | /operations/v1/rebuilds              | {"reason":" "}
            422 | SELECTION_INVALID   | /operations/v1/rebuilds              | {"reason":"why","selection":{"publicationIds":[]}}
            404 | NO_SUCH_REBUILD     | /operations/v1/rebuilds/00000000-0000-4000-8000-000000000000/cancel | {}
            422 | REASON_MISSING      | /operations/v1/dead-letters/publishing.receipts.v1.dlt/0/0/replay | {}
            400 | PLACE_INVALID       | /operations/v1/dead-letters/publishing.receipts.v1.dlt/-1/0/replay | {"reason":"why"}
            400 | PLACE_INVALID       | /operations/v1/dead-letters/publishing.receipts.v1.dlt/0/-1/replay | {"reason":"why"}
            404 | NO_SUCH_DEAD_LETTER | /operations/v1/dead-letters/publishing.events.v1/0/0/replay       | {"reason":"why"}
            503 | DEAD_LETTERS_UNREACHABLE | /operations/v1/dead-letters/publishing.receipts.v1.dlt/0/0/replay | {"reason":"why"}
            404 | REQUEST_REFUSED     | /operations/v1/nothing               | {}
            """)
    void a_refusal_is_a_problem_with_a_stable_code(int status, String code, String path, String body) throws Exception {
        var before = status();

        var problem = post(path, body, status);

        assertThat(problem.path("code").asString()).isEqualTo(code);
        assertThat(problem.path("fix").asString()).isNotBlank();
        assertThat(problem.path("type").asString()).startsWith("https://colophon.dev/problems/");
        assertThat(status()).isEqualTo(before);
    }

    @Test
    void each_route_is_listed_and_each_listed_one_is_served_and_asks_for_the_key_and_a_name(
            @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
        var listed = OperationsRoutes.of("status-projector");

        assertThat(served(mappings)).as(OperationsRoutes.ADVICE).isEqualTo(listed.all());
        assertThat(listed.openAt(URI.create(door), KEY)).isEmpty();
        assertThat(uses()).isZero();
    }

    @Test
    void nobody_comes_in_without_the_key_and_a_name() throws Exception {
        assertThat(code(send("GET", "/operations/v1/rebuilds", "", Map.of("X-Operator", "ada")), 401))
                .isEqualTo("OPERATIONS_KEY_REFUSED");
        assertThat(code(
                        send(
                                "GET",
                                "/operations/v1/rebuilds",
                                "",
                                Map.of("X-Operator", "ada", "Authorization", "Bearer " + KEY + "x")),
                        401))
                .isEqualTo("OPERATIONS_KEY_REFUSED");
        assertThat(code(send("GET", "/operations/v1/rebuilds", "", Map.of("Authorization", "Bearer " + KEY)), 400))
                .isEqualTo("OPERATOR_MISSING");
        for (var path : new String[] {"/", "/actuator/health", "/operations", "/operations/v2/rebuilds", "/error"}) {
            assertThat(send("GET", path, "", Map.of("X-Operator", "ada", "Authorization", "Bearer " + KEY))
                            .statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(uses()).isZero();
    }

    @Test
    void every_use_is_on_record_with_name_and_outcome() throws Exception {
        get("/operations/v1/rebuilds", 200);
        post("/operations/v1/invalidations/preview", "{}", 422);

        assertThat(service.queryForList(
                        "SELECT concat_ws(' ', operator, method, path, status_code) FROM operations_use ORDER BY begun_at",
                        String.class))
                .containsExactly(
                        "ada GET /operations/v1/rebuilds 200", "ada POST /operations/v1/invalidations/preview 422");
    }

    @Test
    void uses_are_kept_for_400_days_and_the_service_can_take_none_away_itself() throws Exception {
        for (var days : new int[] {399, 401, 800}) {
            new JdbcTemplate(postgres.superuser()).update("""
                    INSERT INTO status_projector.operations_use (use_id, operator, method, path, begun_at)
                    VALUES (gen_random_uuid(), 'bob', 'GET', '/' || ?, now() - ? * interval '1 day')
                    """, days, days);
        }

        get("/operations/v1/rebuilds", 200);

        assertThat(service.queryForList("SELECT path FROM operations_use ORDER BY begun_at", String.class))
                .containsExactly("/399", "/operations/v1/rebuilds");
        assertThatThrownBy(() -> service.update("DELETE FROM operations_use"))
                .rootCause()
                .hasMessageContaining("permission denied");
    }

    private long uses() {
        return service.queryForObject("SELECT count(*) FROM operations_use", Long.class);
    }

    private String status() {
        return service.query("SELECT status FROM publication_status", row -> row.next() ? row.getString(1) : "none");
    }

    private JsonNode ended(JsonNode started) {
        var path = "/operations/v1/rebuilds/" + started.path("id").asString();
        await().atMost(PATIENCE)
                .until(() -> !get(path, 200).path("state").asString().equals("running"));
        return json.readTree(body(path));
    }

    private String body(String path) {
        try {
            return send("GET", path, "", authorised()).body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"rebuilds?limit=quokka%ff", "invalidations?limit=quokka%25%ff", "dead-letters?cursor=quokka%ff"})
    @ExtendWith(OutputCaptureExtension.class)
    void a_parameter_that_is_no_text_is_refused_without_being_quoted(String path, CapturedOutput output)
            throws Exception {
        assertThat(code(send("GET", "/operations/v1/" + path, "", authorised()), 400))
                .isEqualTo("REQUEST_REFUSED");
        assertThat(output).doesNotContain("quokka", "OPERATION_FAILED");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void with_debug_on_neither_the_key_nor_what_was_asked_for_is_logged(
            CapturedOutput output, @Autowired LoggingSystem logging) throws Exception {
        logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.DEBUG);
        try {
            for (var query : new String[] {"limit=quokka%ff", "limit=quokka"}) {
                assertThat(code(send("GET", "/operations/v1/rebuilds?" + query, "", authorised()), 400))
                        .isEqualTo("REQUEST_REFUSED");
            }
            get("/operations/v1/rebuilds?as=quokka", 200);
            assertThat(management("/actuator/prometheus?includedNames=quokka").statusCode())
                    .isEqualTo(200);
        } finally {
            logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
        }
        assertThat(output).contains("DEBUG").doesNotContain(KEY).doesNotContain("quokka");
    }

    @ParameterizedTest
    @EnumSource(names = {"INFO", "DEBUG"})
    @ExtendWith(OutputCaptureExtension.class)
    void a_parameter_that_is_no_text_is_a_400_at_the_port_of_metrics_too(
            LogLevel level, CapturedOutput output, @Autowired LoggingSystem logging) throws Exception {
        logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, level);
        try {
            assertThat(management("/actuator/prometheus?includedNames=quokka%ff")
                            .statusCode())
                    .isEqualTo(400);
        } finally {
            logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
        }
        assertThat(output).doesNotContain("quokka", "threw exception");
    }

    /** Without a key: nobody waits for the rest of a body that was refused. */
    @Test
    void who_falls_silent_amid_a_request_is_let_go_at_both_ports() throws IOException {
        try (var operations = silentAt(URI.create(door).getPort(), "/operations/v1/rebuilds");
                var health = silentAt(managementPort, "/actuator/health")) {
            assertThat(untilLetGo(operations)).startsWith("HTTP/1.1 401");
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

    private HttpResponse<String> management(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void a_request_that_cannot_be_read_is_not_quoted_in_the_log(CapturedOutput output) throws IOException {
        var request = "GET /operations/v1/rebuilds HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization : Bearer "
                + KEY + "\r\n\r\n";
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), URI.create(door).getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400");
        }
        assertThat(output).doesNotContain(KEY);
    }

    private JsonNode get(String path, int status) throws Exception {
        return answer(send("GET", path, "", authorised()), status);
    }

    private JsonNode post(String path, String body, int status) throws Exception {
        return answer(send("POST", path, body, authorised()), status);
    }

    private static Map<String, String> authorised() {
        return Map.of("X-Operator", "ada", "Authorization", "Bearer " + KEY);
    }

    private String code(HttpResponse<String> answer, int status) {
        return answer(answer, status).path("code").asString();
    }

    private JsonNode answer(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith(status < 400 ? "application/json" : "application/problem+json");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        return json.readTree(answer.body());
    }

    private HttpResponse<String> send(String method, String path, String body, Map<String, String> headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(door + path))
                .method(method, BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        headers.forEach(request::header);
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static Set<String> served(RequestMappingHandlerMapping mappings) {
        return mappings.getHandlerMethods().entrySet().stream()
                .filter(handler -> handler.getValue().getBeanType().getName().startsWith("dev.colophon"))
                .flatMap(handler -> handler.getKey().getMethodsCondition().getMethods().stream()
                        .flatMap(method ->
                                handler.getKey().getPatternValues().stream().map(path -> method + " " + path)))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

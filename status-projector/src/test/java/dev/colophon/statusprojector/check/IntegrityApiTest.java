package dev.colophon.statusprojector.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.statusprojector.project.ProjectEvents;
import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Checks and comparisons over HTTP, and a finding mended by the repair that it names. */
@NullUnmarked
@ExtendWith(PostgresExtension.class)
@Import(DrivenClock.Driven.class)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.kafka.listener.auto-startup=false",
            "COLOPHON_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1",
            "management.server.port=0",
            "COLOPHON_OPERATIONS_KEY=" + IntegrityApiTest.KEY
        })
class IntegrityApiTest {

    static final String KEY = "a-key-for-tests-alone-0123456789abcdef";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String door;
    private final JdbcTemplate service;
    private final World world;
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.builder().build();

    IntegrityApiTest(
            @LocalServerPort int port,
            @Autowired ProjectEvents projectEvents,
            @Autowired JdbcTemplate service,
            PostgresServer postgres) {
        this.door = "http://127.0.0.1:" + port + "/operations/v1";
        this.service = service;
        this.world = new World(postgres, projectEvents);
        world.migrateTheOthers();
    }

    @BeforeEach
    void clear() {
        world.clear();
    }

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void what_was_never_run_is_shown_as_not_run() throws Exception {
        var all = ask("GET", "/checks", null, 200);

        assertThat(all).hasSizeGreaterThanOrEqualTo(25);
        assertThat(all)
                .allSatisfy(check -> assertThat(check.path("state").asString()).isEqualTo("not_run"));
    }

    @Test
    void a_finding_is_mended_by_the_repair_that_it_names_and_then_found_no_more() throws Exception {
        var story = world.published();
        world.status(story, "external_url = 'https://news.example/another/'");

        var run = ask("POST", "/checks", "{\"checks\": [\"projection-row-changed\"]}", 200);
        assertThat(run.path("operator").asString()).isEqualTo("ada");
        assertThat(run.path("results").get(0).path("violations").asInt()).isOne();
        var found = ask("GET", "/checks/projection-row-changed", null, 200);
        assertThat(found.path("state").asString()).isEqualTo("error");
        assertThat(found.path("findings").get(0).path("publication").asString())
                .isEqualTo(story.id().toString());
        var repair = found.path("repairs").get(0);
        assertThat(repair.path("body").path("dryRun").asBoolean()).isTrue();

        var dry = rebuilt(repair, true);
        assertThat(dry.path("rowsPutRight").asInt()).isZero();
        assertThat(violations("projection-row-changed")).isOne();
        var real = rebuilt(repair, false);
        assertThat(real.path("rowsPutRight").asInt()).isOne();

        assertThat(violations("projection-row-changed")).isZero();
        assertThat(service.queryForObject("SELECT count(*) FROM check_run WHERE operator = 'ada'", Long.class))
                .isEqualTo(3);
    }

    @Test
    void a_finding_of_the_site_names_the_reconciliation_of_that_site() throws Exception {
        world.reserved();
        ask("POST", "/checks", "{\"checks\": [\"reserved-too-long\"]}", 200);

        var repairs = ask("GET", "/checks/reserved-too-long", null, 200).path("repairs");

        assertThat(repairs).hasSize(1);
        assertThat(repairs.get(0).path("service").asString()).isEqualTo("wordpress-publisher");
        assertThat(repairs.get(0).path("path").asString())
                .isEqualTo("/operations/v1/sites/" + World.SITE + "/reconciliations");
    }

    @Test
    void divergence_is_measured_whole_on_demand_with_its_progress() throws Exception {
        for (int i = 0; i < 3; i++) {
            world.published();
        }
        var wrong = world.published();
        world.status(wrong, "attempts = 17");

        var begun = ask("POST", "/divergence", "{\"comparison\": \"fold\"}", 202);
        var id = begun.path("id").asString();
        await().atMost(PATIENCE)
                .until(() -> ask("GET", "/divergence/" + id, null, 200)
                        .path("state")
                        .asString()
                        .equals("completed"));
        ask("POST", "/divergence", "{\"comparison\": \"ledger\"}", 202);
        ask("POST", "/divergence", "{\"comparison\": \"site\"}", 202);

        var newest = ask("GET", "/divergence", null, 200);
        assertThat(newest)
                .extracting(run -> run.path("comparison").asString())
                .containsExactly("fold", "ledger", "site");
        assertThat(newest.get(0).path("percent").asDouble()).isEqualTo(25);
        assertThat(newest.get(0).path("findings").get(0).path("cause").asString())
                .isEqualTo("FOLD_OR_ROW_CHANGED");
        assertThat(newest.get(1).path("counts").path("compared").asInt()).isEqualTo(4);
        assertThat(newest.get(1).path("percent").asDouble()).isZero();
    }

    @Test
    void refusals_have_a_code_and_nothing_is_open_without_the_key() throws Exception {
        assertThat(ask("GET", "/checks/no-such-check", null, 404).path("code").asString())
                .isEqualTo("NO_SUCH_CHECK");
        assertThat(ask("POST", "/checks", "{\"checks\": [\"no-such-check\"]}", 404)
                        .path("code")
                        .asString())
                .isEqualTo("NO_SUCH_CHECK");
        assertThat(ask("POST", "/divergence", "{\"comparison\": \"moon\"}", 422)
                        .path("code")
                        .asString())
                .isEqualTo("NO_SUCH_COMPARISON");
        assertThat(ask("GET", "/divergence/00000000-0000-0000-0000-000000000001", null, 404)
                        .path("code")
                        .asString())
                .isEqualTo("NO_SUCH_RUN");
        for (var path : new String[] {"/checks", "/divergence"}) {
            var keyless = HttpRequest.newBuilder(URI.create(door + path)).build();
            assertThat(http.send(keyless, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
        }
    }

    private JsonNode rebuilt(JsonNode repair, boolean dryRun) throws Exception {
        var body = ((ObjectNode) repair.path("body")).deepCopy().put("dryRun", dryRun);
        var path = repair.path("path").asString().substring("/operations/v1".length());
        var id = ask("POST", path, body.toString(), 202).path("id").asString();
        await().atMost(PATIENCE)
                .until(() -> ask("GET", path + "/" + id, null, 200)
                        .path("state")
                        .asString()
                        .equals("done"));
        return ask("GET", path + "/" + id, null, 200);
    }

    private int violations(String check) throws Exception {
        return ask("POST", "/checks", "{\"checks\": [\"" + check + "\"]}", 200)
                .path("results")
                .get(0)
                .path("violations")
                .asInt();
    }

    private JsonNode ask(String method, String path, String body, int expected)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(door + path))
                .header("Authorization", "Bearer " + KEY)
                .header("X-Operator", "ada")
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode())
                .as("%s %s: %s", method, path, answer.body())
                .isEqualTo(expected);
        return json.readTree(answer.body());
    }
}

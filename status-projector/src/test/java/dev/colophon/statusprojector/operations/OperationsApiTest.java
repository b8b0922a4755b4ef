package dev.colophon.statusprojector.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.statusprojector.project.ProjectEvents;
import dev.colophon.statusprojector.project.Stories;
import dev.colophon.testkit.postgres.PostgresServer;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** What an operator does there, over HTTP: invalidate, put back to a step, rebuild. */
@NullUnmarked
@OperationsTest
class OperationsApiTest {

    private final ProjectEvents projectEvents;
    private final JdbcTemplate service;
    private final PostgresServer postgres;
    private final Operator operator;
    private final UUID publication = UUID.randomUUID();

    OperationsApiTest(
            @Autowired ProjectEvents projectEvents,
            @Autowired JdbcTemplate service,
            @LocalServerPort int port,
            PostgresServer postgres) {
        this.projectEvents = projectEvents;
        this.service = service;
        this.postgres = postgres;
        this.operator = new Operator(port);
    }

    @BeforeEach
    void a_publication_is_public() {
        postgres.clear("status_projector");
        projectEvents.project(Stories.published(publication));
    }

    @AfterEach
    void close() {
        operator.close();
    }

    @Test
    void events_are_invalidated_after_a_look_and_the_decision_can_be_taken_back() {
        var selection = "{\"eventIds\":[\"" + Stories.id(publication, 4) + "\"]}";
        var seen = operator.post("/operations/v1/invalidations/preview", selection, 200);
        assertThat(seen.path("statusChanges").path("published -> publishing").asInt())
                .isEqualTo(1);

        var done = operator.post(
                "/operations/v1/invalidations",
                "{\"selection\":%s,\"reason\":\"misrouted\",\"fingerprint\":%s}"
                        .formatted(selection, seen.path("fingerprint")),
                201);
        var id = done.path("invalidation").path("id").asString();
        assertThat(done.path("statusesCorrected").asInt()).isEqualTo(1);
        assertThat(done.path("invalidation").path("author").asString()).isEqualTo("ada");
        assertThat(status()).isEqualTo("publishing");

        var back = operator.post("/operations/v1/invalidations/" + id + "/reversal/preview", "", 200);
        operator.post(
                "/operations/v1/invalidations/" + id + "/reversal",
                "{\"reason\":\"it was right\",\"fingerprint\":" + back.path("fingerprint") + "}",
                201);

        assertThat(status()).isEqualTo("published");
        var all = operator.get("/operations/v1/invalidations", 200);
        assertThat(all).hasSize(2);
        assertThat(all.get(0).path("reverses").asString()).isEqualTo(id);
        assertThat(operator.get("/operations/v1/invalidations/" + id, 200)
                        .path("reversedBy")
                        .asString())
                .isEqualTo(all.get(0).path("id").asString());
    }

    @Test
    void a_publication_is_put_back_to_a_step_after_a_look_and_no_rebuild_undoes_it() {
        var what = "\"selection\":{\"publicationIds\":[\"" + publication + "\"]},\"step\":\"RESERVED\"";
        var seen = operator.post("/operations/v1/resets/preview", "{" + what + "}", 200);
        assertThat(seen.path("eventsByKind").toString()).isEqualTo("{\"published\":1}");
        assertThat(status()).as("a look changes nothing").isEqualTo("published");

        var done = operator.post(
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
        var rebuilt = operator.ended(
                operator.post("/operations/v1/rebuilds", "{\"reason\":\"to be sure\",\"dryRun\":false}", 202));
        assertThat(rebuilt.path("publications").asInt()).isEqualTo(1);
        assertThat(rebuilt.path("rowsPutRight").asInt()).isZero();
        assertThat(status()).isEqualTo("publishing");
        assertThat(operator.get("/operations/v1/invalidations", 200)
                        .get(0)
                        .path("resetTo")
                        .asString())
                .isEqualTo("reserved");
    }

    @Test
    void a_rebuild_is_a_dry_run_unless_said_otherwise_and_shows_how_far_it_is() {
        new JdbcTemplate(postgres.superuser()).execute("TRUNCATE status_projector.publication_status");

        var begun = operator.post("/operations/v1/rebuilds", "{\"reason\":\"the table is empty\"}", 202);
        assertThat(begun.path("interrupted").asBoolean()).isFalse();
        var dry = operator.ended(begun);
        assertThat(dry.path("differences").path("missing").asInt()).isEqualTo(1);
        assertThat(dry.path("rowsPutRight").asInt()).isZero();
        assertThat(operator.get("/operations/v1/rebuilds/" + dry.path("id").asString() + "/differences", 200)
                        .get(0)
                        .path("shouldBe")
                        .path("status")
                        .asString())
                .isEqualTo("published");

        var real = operator.ended(
                operator.post("/operations/v1/rebuilds", "{\"reason\":\"as seen\",\"dryRun\":false}", 202));

        assertThat(real.path("state").asString()).isEqualTo("done");
        assertThat(real.path("percent").asInt()).isEqualTo(100);
        assertThat(real.path("rowsPutRight").asInt()).isEqualTo(1);
        assertThat(real.path("publicationsAnnounced").asInt()).isZero();
        assertThat(status()).isEqualTo("published");
        assertThat(operator.get("/operations/v1/rebuilds", 200)).hasSize(2);
        assertThat(operator.post("/operations/v1/rebuilds/" + real.path("id").asString() + "/resume", "", 409)
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
    void a_refusal_is_a_problem_with_a_stable_code(int status, String code, String path, String body) {
        var before = status();

        var problem = operator.post(path, body, status);

        assertThat(problem.path("code").asString()).isEqualTo(code);
        assertThat(problem.path("fix").asString()).isNotBlank();
        assertThat(problem.path("type").asString()).startsWith("https://colophon.dev/problems/");
        assertThat(status()).isEqualTo(before);
    }

    private String status() {
        return service.query("SELECT status FROM publication_status", row -> row.next() ? row.getString(1) : "none");
    }
}

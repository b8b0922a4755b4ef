package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

class ConsoleRebuildsTest extends ConsoleVisit {

    private static final FakeOperations PROJECTOR = FakeOperations.PROJECTOR;
    private static final String REBUILDS = "/operations/v1/rebuilds";
    private static final String DIFFERENCES = "/differences?limit=50";

    private final String run = UUID.randomUUID().toString();
    private final String at = REBUILDS + "/" + run;

    @BeforeEach
    void nobody_says_anything_yet() {
        PROJECTOR.forget();
    }

    @Test
    void a_preview_is_asked_for_with_a_form_and_writes_nothing() throws Exception {
        PROJECTOR
                .says("GET", REBUILDS, 200, "[]")
                .says("POST", REBUILDS, 202, rebuild("running", "comparing", true, ""))
                .says("GET", at, 200, rebuild("running", "comparing", true, ""))
                .says("GET", at + DIFFERENCES, 200, "[]");
        signInAs("operator");
        var publication = UUID.randomUUID();
        var shown = submit(
                open("/console/rebuilds"),
                Map.of(
                        "site",
                        idOf(site),
                        "publications",
                        publication + "\n",
                        "from",
                        "2026-11-28T18:00",
                        "reason",
                        "an alarm"));

        assertThat(shown.uri().getPath()).isEqualTo("/console/rebuilds/" + run);
        assertThat(page(shown).select("#state").text()).isEqualTo("↻ Preview: comparing…");
        assertThat(page(shown).select("progress").val()).isEqualTo("40");
        assertThat(page(shown).select("#pace").text()).isEqualTo("200 publications, 10 a second, about 12 s to go");
        assertThat(page(shown).select("#done").text()).isEqualTo("Nothing was written: this is a preview.");
        var asked = PROJECTOR.heard().stream()
                .filter(heard -> heard.method().equals("POST"))
                .findFirst()
                .orElseThrow();
        assertThat(asked.body())
                .contains(
                        "\"dryRun\":true",
                        "\"publicationIds\":[\"" + publication + "\"]",
                        "\"siteId\":\"" + idOf(site) + "\"",
                        "\"occurredFrom\":\"2026-11-28T18:00:00Z\"",
                        "\"reason\":\"an alarm\"")
                .doesNotContain("occurredTo", "\"kind\"");
        assertThat(asked.operator()).startsWith("client-");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            publications, not-an-id, Publications
            site, elsewhere, Site
            kind, Published!, Kind of event
            from, yesterday, A time
            reason, ' ', Say why
            """)
    void a_form_that_makes_no_sense_comes_back_and_nothing_is_asked(String field, String value, String fault)
            throws Exception {
        PROJECTOR.says("GET", REBUILDS, 200, "[]");
        signInAs("operator");
        var fields = new HashMap<>(Map.of("reason", "an alarm"));
        fields.put(field, value);
        var refused = submit(open("/console/rebuilds"), fields);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(page(refused).select("[role=alert] li").eachText())
                .singleElement()
                .asString()
                .startsWith(fault);
        assertThat(PROJECTOR.heard())
                .isNotEmpty()
                .allSatisfy(heard -> assertThat(heard.method()).isEqualTo("GET"));
    }

    @Test
    void what_differs_is_shown_field_by_field_a_page_at_a_time() throws Exception {
        var publication = publish(story()).text("/publicationId");
        PROJECTOR
                .says("GET", at, 200, rebuild("done", "ended", true, ""))
                .says("GET", at + DIFFERENCES, 200, """
                [{"publicationId": "%s", "isNow": {"status": "failed", "attempts": 2, "externalId": null},
                  "shouldBe": {"status": "published", "attempts": 2, "externalId": "<b>7</b>"}, "conflictsDiffer": false},
                 {"publicationId": "%s", "isNow": null, "shouldBe": {"status": "published"}},
                 {"publicationId": "%s", "isNow": {"status": "published"}, "shouldBe": null, "conflictsDiffer": true}%s]""".formatted(
                                publication,
                                UUID.randomUUID(),
                                UUID.randomUUID(),
                                ", {\"publicationId\": \"%s\"}".formatted(run).repeat(47)));
        signInAs("operator");
        var page = page(open("/console/rebuilds/" + run));

        assertThat(page.select("tbody tr").eachText().subList(0, 3))
                .satisfiesExactly(
                        changed -> assertThat(changed)
                                .startsWith(publication + " its row says something else")
                                .contains("status: failed → published", "externalId: nothing → <b>7</b>")
                                .doesNotContain("attempts"),
                        missing -> assertThat(missing).contains("its row is missing status: nothing → published"),
                        surplus -> assertThat(surplus)
                                .contains(
                                        "no event accounts for its row, and its conflicts differ status: published → nothing"));
        assertThat(page.select("#counts").text()).startsWith("1 missing, 1 that no event accounts for, 1 that say");
        assertThat(page.select("a[rel=next]").attr("href")).isEqualTo("/console/rebuilds/" + run + "?after=" + run);
        assertThat(page(open(page.select("tbody a").attr("href"))).select("h1").text())
                .startsWith("story-");

        PROJECTOR.says("GET", at + DIFFERENCES + "&after=" + run, 200, "[]");
        assertThat(page(open("/console/rebuilds/" + run + "?after=" + run))
                        .select(".hint")
                        .text())
                .isEqualTo("Nothing, so far.");
    }

    @Test
    void an_administrator_rebuilds_what_a_preview_has_shown_and_nothing_else() throws Exception {
        var begun = UUID.randomUUID();
        PROJECTOR
                .says("GET", at, 200, rebuild("done", "ended", true, ""))
                .says("GET", at + DIFFERENCES, 200, "[]")
                .says("POST", REBUILDS, 202, "{\"id\": \"" + begun + "\"}")
                .says("GET", REBUILDS + "/" + begun, 200, rebuild("failed", "ended", false, "REBUILD_DIVERGED"))
                .says("GET", REBUILDS + "/" + begun + DIFFERENCES, 200, "[]");
        signInAs("admin");
        var confirm = open(
                page(open("/console/rebuilds/" + run)).select("a[href$=/start]").attr("href"));
        var shown = submit(confirm, Map.of("reason", "seen and meant"));

        assertThat(page(confirm).select("main").text())
                .contains("with an event published", "The preview found 1 missing");
        assertThat(PROJECTOR.heard().stream()
                        .filter(heard -> heard.method().equals("POST"))
                        .map(FakeOperations.Heard::body))
                .singleElement()
                .asString()
                .contains(
                        "\"selection\":{\"publicationIds\":null,\"kind\":\"published\"}",
                        "\"dryRun\":false",
                        "\"reason\":\"seen and meant\"");
        assertThat(shown.uri().getPath()).isEqualTo("/console/rebuilds/" + begun);
        assertThat(page(shown).select("#problem").text()).startsWith("REBUILD_DIVERGED: 3 rows");
        assertThat(page(shown).select("#done").text())
                .isEqualTo("5 rows put right, subscribers told of 4 publications");
        assertThat(page(shown).select("main .actions a")).isEmpty();
        assertThat(open("/console/rebuilds/" + begun + "/start").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"resume", "cancel"})
    void an_administrator_goes_on_with_an_interrupted_rebuild_or_ends_it(String action) throws Exception {
        PROJECTOR
                .says(
                        "GET",
                        at,
                        200,
                        rebuild("running", "swapping", false, "")
                                .replace("\"interrupted\": false", "\"interrupted\": true"))
                .says("GET", at + DIFFERENCES, 200, "[]")
                .says("POST", at + "/" + action, 200, rebuild("running", "swapping", false, ""));
        signInAs("admin");
        var page = page(open("/console/rebuilds/" + run));
        var shown = submit(open(page.select("a[href$=/" + action + "]").attr("href")), Map.of());

        assertThat(page.select("#state").text()).isEqualTo("… Rebuild: interrupted while swapping");
        assertThat(page.select("a[href$=/start]")).isEmpty();
        assertThat(shown.uri().getPath()).isEqualTo("/console/rebuilds/" + run);
        assertThat(PROJECTOR.heard())
                .anySatisfy(heard -> assertThat(heard.path()).isEqualTo(at + "/" + action));
    }

    @Test
    void an_operator_previews_and_rebuilds_nothing_and_a_client_sees_nothing_of_it() throws Exception {
        PROJECTOR
                .says("GET", REBUILDS, 200, "[" + rebuild("done", "ended", true, "") + "]")
                .says("GET", at, 200, rebuild("done", "ended", true, ""))
                .says("GET", at + DIFFERENCES, 200, "[]");
        signInAs("operator");
        var page = page(open("/console/rebuilds/" + run));
        var token = page.expectFirst("form[action$=sign-out] input[name=_csrf]").val();
        var looked = PROJECTOR.heard().size();

        assertThat(page(open("/console/rebuilds")).select(".card").text())
                .contains("with an event published", "✓ Preview: done", "by ada: an alarm");
        assertThat(page.select("a[href$=/start]")).isEmpty();
        for (var action : new String[] {"start", "resume", "cancel"}) {
            assertThat(open("/console/rebuilds/" + run + "/" + action).statusCode())
                    .isEqualTo(403);
            assertThat(post("/console/rebuilds/" + run + "/" + action, "_csrf=" + token)
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(PROJECTOR.heard()).hasSize(looked + 1);

        cookies.getCookieStore().removeAll();
        signIn(clientKey);
        assertThat(open("/console/rebuilds").statusCode()).isEqualTo(403);
        assertThat(page(open("/console/publications")).select("nav a[href$=rebuilds]"))
                .isEmpty();
    }

    @Test
    void a_form_without_its_token_does_nothing() throws Exception {
        signInAs("admin");

        assertThat(post("/console/rebuilds", "reason=x").statusCode()).isEqualTo(403);
        assertThat(post("/console/rebuilds/" + run + "/cancel", "").statusCode())
                .isEqualTo(403);
        assertThat(PROJECTOR.heard()).isEmpty();
    }

    @Test
    void a_projector_that_does_not_answer_or_refuses_is_said_to() throws Exception {
        signInAs("operator");
        assertThat(page(open("/console/rebuilds")).select("#missing").text())
                .isEqualTo(
                        "✗ Which rebuilds there are is not known. status-projector cannot be reached, or broke off.");
        assertThat(page(open("/console/rebuilds/" + run)).select("#missing").text())
                .contains("status-projector cannot be reached");

        PROJECTOR.says("GET", REBUILDS, 200, "[]").says("POST", REBUILDS, 409, """
                {"code": "REBUILD_RUNNING", "detail": "Wait for it."}""");
        var refused = page(submit(open("/console/rebuilds"), Map.of("reason", "again")));
        assertThat(refused.select("#missing").text()).contains("REBUILD_RUNNING (HTTP 409): Wait for it.");
        assertThat(refused.select("main").text()).contains("A preview writes nothing");
    }

    @ParameterizedTest
    @CsvSource({
        "nothing, 404, NOT_FOUND",
        "nothing/start, 404, NOT_FOUND",
        "nothing/cancel, 404, NOT_FOUND",
        "7d9f0c36-9e3b-4a51-8d57-0e8b6d1b7a11?after=x, 400, INVALID_PARAMETER"
    })
    @ExtendWith(OutputCaptureExtension.class)
    void what_is_no_id_is_the_askers_own_mistake(String path, int status, String code, CapturedOutput output)
            throws Exception {
        signInAs("admin");
        var answer = open("/console/rebuilds/" + path);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(page(answer).text()).contains(code);
        assertThat(PROJECTOR.heard()).isEmpty();
        assertThat(output).doesNotContain("A page of the console failed");
    }

    private String rebuild(String state, String phase, boolean dryRun, String failure) {
        return """
                {"id": "%s", "dryRun": %s, "selection": {"publicationIds": null, "kind": "published"}, "reason": "an alarm", "author": "ada",
                 "state": "%s", "phase": "%s", "interrupted": false, "publications": 200, "percent": 40, "publicationsPerSecond": 10,
                 "remainingSeconds": 12, "differences": {"missing": 1, "surplus": 1, "changed": 1, "conflicts": 0}, "rowsPutRight": 5,
                 "publicationsAnnounced": 4, "rowsDiverged": 3, "failure": %s, "startedAt": "2026-11-01T10:00:00Z"}""".formatted(run, dryRun, state, phase, failure.isEmpty() ? null : "\"" + failure + "\"");
    }
}

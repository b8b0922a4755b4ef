package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleIntegrityTest extends ConsoleVisit {

    private static final FakeOperations PROJECTOR = FakeOperations.PROJECTOR;
    private static final FakeOperations PUBLISHER = FakeOperations.PUBLISHER;
    private static final String CHECK = """
            {"id": "stalled", "severity": "error", "state": "error", "violations": 2, "problem": null, "owner": "publishing",
             "completedAt": "2026-11-01T10:00:00Z", "runbook": "docs/operations/checks/stalled.md", "repair": "reconcile-site"%s}""";

    private final UUID run = UUID.randomUUID();

    @BeforeEach
    void nobody_says_anything_yet() {
        PROJECTOR.forget();
        PUBLISHER.forget();
    }

    @Test
    void the_checks_and_the_divergence_are_told_and_what_did_not_run_does_not_hold() throws Exception {
        PROJECTOR
                .says("GET", "/operations/v1/checks", 200, "[" + CHECK.formatted("") + """
                        , {"id": "held", "state": "ok", "violations": 0}, {"id": "late", "state": "not_run", "problem": "it has not been run yet"}]""")
                .says("GET", "/operations/v1/divergence", 200, """
                        [{"comparison": "fold", "percent": 0.5, "counts": {"compared": 200}, "finishedAt": "2026-11-01T10:00:00Z",
                          "findings": [{"publication": "p", "what": "status differs"}]}]""");
        signInAs("operator");
        var page = page(open("/console/integrity"));

        assertThat(page.select(".card").eachText())
                .anySatisfy(card -> assertThat(card).startsWith("stalled ✗ 2 bad rows"))
                .anySatisfy(card -> assertThat(card).startsWith("held ✓ Holds"))
                .anySatisfy(card -> assertThat(card).startsWith("late ✗ Has not run"))
                .anySatisfy(card -> assertThat(card).contains("fold … 0.500 % of 200 rows", "p: status differs"));
        assertThat(page.select("#missing")).isEmpty();
    }

    @Test
    void a_projector_that_does_not_answer_is_no_good_news() throws Exception {
        signInAs("operator");
        var page = page(open("/console/integrity"));

        assertThat(page.select("#missing").text())
                .isEqualTo("✗ Whether all holds is not known. status-projector cannot be reached, or broke off.");
        assertThat(page.select(".card")).isEmpty();
        assertThat(page(open("/console/integrity/stalled")).select("#missing").text())
                .contains("status-projector cannot be reached");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/stalled",
                "/runs/sites/00000000-0000-0000-0000-000000000001/reconciliations/00000000-0000-0000-0000-000000000001"
            })
    void integrity_is_for_operators(String path) throws Exception {
        signIn(clientKey);

        assertThat(open("/console/integrity" + path).statusCode()).isEqualTo(403);
        assertThat(page(open("/console/publications")).select("nav a[href$=integrity]"))
                .isEmpty();
        assertThat(PROJECTOR.heard()).isEmpty();
    }

    @Test
    void a_check_leads_to_its_bad_rows_its_runbook_and_a_dry_run_of_its_repair() throws Exception {
        var bad = publish(story()).text("/publicationId");
        var path = "/operations/v1/sites/" + UUID.randomUUID() + "/reconciliations";
        PROJECTOR.says("GET", "/operations/v1/checks/stalled", 200, CHECK.formatted("""
                , "findings": [{"publication": "%s", "what": "nothing happens", "since": "2026-11-01T10:00:00Z"}, {"what": "<i>odd</i>"}],
                "repairs": [{"repair": "reconcile-site", "service": "wordpress-publisher", "method": "POST", "path": "%s", "body": {"dryRun": true}}]""".formatted(bad, path)));
        PUBLISHER.says("POST", path, 202, "{\"id\": \"" + run + "\"}").says("GET", path + "/" + run, 200, """
                        {"run": {"state": "completed", "orders": {"dryRun": true}}, "findings": [{"number": 1, "kind": "REMOVED", "result": "dry_run"}]}""");
        signInAs("operator");
        var check = open("/console/integrity/stalled");
        var page = page(check);

        assertThat(page(open(page.select("tbody a").attr("href"))).select("h1").text())
                .startsWith("story-");
        assertThat(page.select("tbody tr").eachText()).endsWith("no single one <i>odd</i>");
        assertThat(page(open(page.select("#runbook").attr("href")))
                        .select("pre")
                        .text())
                .contains("stalled");

        var shown = submit(check, Map.of());
        assertThat(shown.uri().getPath()).endsWith("/reconciliations/" + run);
        assertThat(page(shown).select(".facts").text()).contains("state completed", "orders.dryRun true");
        assertThat(page(shown).select("tbody tr").text()).isEqualTo("1 REMOVED dry_run");
        assertThat(PUBLISHER.heard().getFirst().body()).isEqualTo("{\"dryRun\":true}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"service\": \"wordpress-publisher\", \"method\": \"POST\", \"path\": \"/operations/v1/x\", \"body\": {\"dryRun\": false}",
                "\"service\": \"wordpress-publisher\", \"method\": \"POST\", \"path\": \"/operations/v1/x\", \"body\": {}",
                "\"service\": \"wordpress-publisher\", \"method\": \"DELETE\", \"path\": \"/operations/v1/x\", \"body\": {\"dryRun\": true}",
                "\"service\": \"outbox-relay\", \"method\": \"POST\", \"path\": \"/operations/v1/reconcile\", \"body\": {}",
                "\"service\": \"wordpress-publisher\", \"method\": \"POST\", \"path\": \"//x/operations/v1/\", \"body\": {\"dryRun\": true}"
            })
    void what_is_no_dry_run_is_neither_offered_nor_sent(String proposed) throws Exception {
        PROJECTOR.says(
                "GET",
                "/operations/v1/checks/stalled",
                200,
                CHECK.formatted(", \"findings\": [{\"what\": \"odd\"}], \"repairs\": [{" + proposed + "}]"));
        signInAs("operator");
        var page = page(open("/console/integrity/stalled"));
        var token = page.expectFirst("form[action$=sign-out] input[name=_csrf]").val();
        var forced = post("/console/integrity/stalled", "_csrf=" + token + "&path=/operations/v1/x");

        assertThat(page.select("main form")).isEmpty();
        assertThat(forced.statusCode()).isEqualTo(404);
        assertThat(PUBLISHER.heard()).isEmpty();
        assertThat(PROJECTOR.heard())
                .isNotEmpty()
                .allSatisfy(heard -> assertThat(heard.method()).isEqualTo("GET"));
    }

    @Test
    void a_rebuilds_dry_run_leads_to_the_page_of_the_rebuild() throws Exception {
        PROJECTOR
                .says("GET", "/operations/v1/checks/stalled", 200, CHECK.formatted("""
                , "repairs": [{"repair": "rebuild", "service": "status-projector", "method": "POST", "path": "/operations/v1/rebuilds", "body": {"dryRun": true}}]"""))
                .says("POST", "/operations/v1/rebuilds", 202, "{\"id\": \"" + run + "\"}");
        signInAs("operator");

        assertThat(submit(open("/console/integrity/stalled"), Map.of()).uri().getPath())
                .isEqualTo("/console/rebuilds/" + run);
    }

    @Test
    void all_checks_are_run_when_asked_and_a_refusal_is_shown() throws Exception {
        signInAs("operator");
        PROJECTOR.says("POST", "/operations/v1/checks", 409, """
                {"code": "CHECKS_RUNNING", "detail": "Ask again."}""");
        var refused = page(submit(open("/console/integrity"), Map.of()));
        PROJECTOR.says("POST", "/operations/v1/checks", 200, "{}");
        var run = submit(open("/console/integrity"), Map.of());

        assertThat(refused.select("#missing").text()).contains("CHECKS_RUNNING (HTTP 409): Ask again.");
        assertThat(run.uri().getPath()).isEqualTo("/console/integrity");
    }

    @Test
    void there_is_no_runbook_of_any_other_name() throws Exception {
        signIn(clientKey);

        assertThat(open("/console/runbooks/nothing").statusCode()).isEqualTo(404);
        assertThat(open("/console/runbooks/checks/..").statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(page(open("/console/runbooks/WP_SERVER_ERROR")).select("pre").text())
                .contains("WP_SERVER_ERROR");
    }

    @Test
    void an_alert_finds_its_section_of_the_page_of_alerts() throws Exception {
        signIn(clientKey);

        var page = page(open("/console/runbooks/alerts"));

        assertThat(page.select("#colophondoorfails").text()).startsWith("## ColophonDoorFails");
        assertThat(page.select("pre").text()).startsWith("# Alerts");
    }
}

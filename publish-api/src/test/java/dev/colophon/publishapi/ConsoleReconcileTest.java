package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsoleReconcileTest extends ConsoleVisit {

    private static final FakeOperations PUBLISHER = FakeOperations.PUBLISHER;

    private final String run = UUID.randomUUID().toString();
    private String publication;
    private String page;
    private String walks;
    private String report;

    @BeforeEach
    void a_story_and_a_publisher_that_says_nothing_yet() throws Exception {
        PUBLISHER.forget();
        publication = publish(story()).text("/publicationId");
        page = "/console/publications/" + publication + "/reconcile";
        walks = "/operations/v1/sites/" + idOf(site) + "/reconciliations";
        report = walks + "/" + run + "?publication=" + publication;
    }

    @Test
    void an_operator_looks_from_a_publication_whether_its_site_shows_what_is_on_record() throws Exception {
        PUBLISHER
                .says("POST", walks, 202, "{\"id\": \"" + run + "\"}")
                .says("GET", report, 200, report(run, true, "completed", 0));
        signInAs("operator");
        var ask = open(page(open("/console/publications/" + publication))
                .select("a[href$=/reconcile]")
                .attr("href"));
        var shown = submit(ask, Map.of());

        assertThat(shown.uri().getPath()).isEqualTo(page + "/" + run);
        assertThat(page(shown).select("#state").text()).isEqualTo("✓ Dry run: completed");
        assertThat(page(shown).select("tbody tr").text())
                .isEqualTo("edited post 7 as <sent> another content an editor changed it look_again: not_done PUBLIC");
        assertThat(page(shown).select("#whole").text()).isEqualTo("2 edited (look_again: not_done)");
        assertThat(page(shown).select("a[href$=/repair]")).isEmpty();
        assertThat(PUBLISHER.heard().stream().filter(heard -> heard.method().equals("POST")))
                .singleElement()
                .satisfies(heard -> assertThat(heard.body()).isEqualTo("{\"dryRun\":true}"));
        var token = page(shown)
                .expectFirst("form[action$=sign-out] input[name=_csrf]")
                .val();
        assertThat(post(page + "/" + run + "/repair", "_csrf=" + token).statusCode())
                .isEqualTo(403);
    }

    @Test
    void an_administrator_repairs_what_a_dry_run_has_shown_after_a_page_that_asks() throws Exception {
        var repair = UUID.randomUUID();
        PUBLISHER
                .says("GET", report, 200, report(run, true, "completed", 0))
                .says("POST", walks, 202, "{\"id\": \"" + repair + "\"}")
                .says(
                        "GET",
                        report.replace(run, repair.toString()),
                        200,
                        report(repair.toString(), false, "running", 3));
        signInAs("admin");
        var confirm =
                open(page(open(page + "/" + run)).select("a[href$=/repair]").attr("href"));
        var shown = submit(confirm, Map.of());

        assertThat(page(confirm).select("main").text()).contains("found at the whole site: 2 edited");
        assertThat(shown.uri().getPath()).isEqualTo(page + "/" + repair);
        assertThat(page(shown).select("#state").text()).isEqualTo("↻ Repair: running");
        assertThat(page(shown).select("#pending").text()).endsWith(": 3");
        assertThat(page(shown).select("a[href$=/repair]")).isEmpty();
        assertThat(PUBLISHER.heard().stream().filter(heard -> heard.method().equals("POST")))
                .singleElement()
                .satisfies(heard -> assertThat(heard.body()).isEqualTo("{\"dryRun\":false}"));
    }

    @Test
    void what_was_no_dry_run_to_its_end_is_not_repaired() throws Exception {
        PUBLISHER.says("GET", report, 200, report(run, true, "completed", 0));
        signInAs("admin");
        var confirm = open(page + "/" + run + "/repair");
        PUBLISHER.says("GET", report, 200, report(run, true, "stopped", 0));

        assertThat(submit(confirm, Map.of()).statusCode()).isEqualTo(404);
        assertThat(page(open(page + "/" + run)).select("#problem").text()).isEqualTo("WP_NO_ANSWER: nothing came back");
        assertThat(page(open(page + "/" + run + "/repair")).select("main form")).isEmpty();
        assertThat(PUBLISHER.heard())
                .isNotEmpty()
                .allSatisfy(heard -> assertThat(heard.method()).isEqualTo("GET"));
    }

    @Test
    void a_refusal_is_shown_and_a_client_reconciles_nothing() throws Exception {
        PUBLISHER.says("POST", walks, 409, """
                {"code": "RECONCILE_UNDER_WAY", "detail": "This site is being walked already."}""");
        signInAs("operator");
        assertThat(page(submit(open(page), Map.of())).select("#missing").text())
                .contains("RECONCILE_UNDER_WAY (HTTP 409)");
        assertThat(post(page, "").statusCode()).as("without the form's token").isEqualTo(403);

        cookies.getCookieStore().removeAll();
        signIn(clientKey);
        assertThat(open(page).statusCode()).isEqualTo(403);
        assertThat(page(open("/console/publications/" + publication)).select("a[href$=/reconcile]"))
                .isEmpty();
    }

    private static String report(String id, boolean dryRun, String state, int pending) {
        return """
                {"run": {"id": "%s", "state": "%s", "orders": {"dryRun": %s}, "operator": "ada", "entries": 9, "inOrder": 7,
                         "startedAt": "2026-11-01T10:00:00Z", "problem": %s},
                 "counts": [{"kind": "edited", "action": "look_again", "result": "not_done", "count": 2}], "visitsPending": %d,
                 "findings": [{"kind": "edited", "onRecord": "post 7 as <sent>", "seen": "another content", "conclusion": "an editor changed it",
                               "action": "look_again", "result": "not_done", "now": "PUBLIC"}], "next": null}""".formatted(
                id,
                state,
                dryRun,
                state.equals("stopped") ? "{\"code\": \"WP_NO_ANSWER\", \"detail\": \"nothing came back\"}" : null,
                pending);
    }
}

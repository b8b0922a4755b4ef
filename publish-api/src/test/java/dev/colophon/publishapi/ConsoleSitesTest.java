package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.publishapi.site.EditPolicy;
import dev.colophon.publishapi.site.Visibility;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleSitesTest extends ConsoleVisit {

    private static final FakeOperations PUBLISHER = FakeOperations.PUBLISHER;

    @BeforeEach
    void the_publisher_says_nothing_yet() {
        PUBLISHER.forget();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -                    | -                 | closed | -               | Active, and it answers
            2026-11-01T10:00:00Z | WP_CREDENTIALS_LOST | closed | -             | Active, but it refuses our credentials: WP_CREDENTIALS_LOST
            -                    | -                 | open   | WP_SERVER_ERROR | Active, but in trouble: WP_SERVER_ERROR
            """)
    void an_operator_sees_how_the_publisher_fares_at_each_site(
            String suspendedSince, String suspensionCode, String circuit, String circuitCode, String words)
            throws Exception {
        PUBLISHER.says("GET", "/operations/v1/sites", 200, """
                {"sites": [{"siteId": "%s", "suspendedSince": %s, "suspensionCode": %s, "circuit": "%s", "circuitCode": %s,
                            "counts": {"due": 3, "later": 4}}], "next": null}""".formatted(
                        idOf(site), json(suspendedSince), json(suspensionCode), circuit, json(circuitCode)));
        signInAs("operator");
        var card = page(open("/console/sites")).expectFirst(".card:has(a[href$=/" + site + "])");

        assertThat(card.select(".status").text()).endsWith(words);
        assertThat(card.select(".since").text()).isEqualTo("at most 2 at a time · 7 waiting");
        assertThat(PUBLISHER.heard().getFirst().authorization()).isEqualTo("Bearer " + FakeOperations.KEY);
        assertThat(PUBLISHER.heard().getFirst().operator()).startsWith("client-");
    }

    @Test
    void a_site_beyond_the_publishers_first_page_is_known_too() throws Exception {
        PUBLISHER
                .says(
                        "GET",
                        "/operations/v1/sites",
                        200,
                        "{\"sites\": [], \"next\": \"" + UUID.fromString(idOf(site)) + "\"}")
                .says("GET", "/operations/v1/sites?after=" + idOf(site), 200, """
                        {"sites": [{"siteId": "%s", "circuit": "closed"}], "next": null}""".formatted(idOf(site)));
        signInAs("operator");

        assertThat(page(open("/console/sites"))
                        .select(".card:has(a[href$=/" + site + "]) .status")
                        .text())
                .endsWith("Active, and it answers");
    }

    @Test
    void sites_beyond_the_first_thousand_are_a_page_further_on_and_a_rebuild_says_that_it_offers_not_all()
            throws Exception {
        signInAs("operator");
        var crowd = "0-crowd-" + shortId();
        try (var _ = crowd(crowd, 1001)) {
            var first = page(open("/console/sites"));
            var second = page(open(first.select("a[rel=next]").attr("href")));

            assertThat(first.select(".card")).hasSize(1000);
            assertThat(second.select(".card a[href$=/" + crowd + "-1001]")).hasSize(1);
            assertThat(page(open("/console/rebuilds")).select("main").text()).contains("These are not all sites");
        }
        assertThat(page(open("/console/sites?after=zzzz")).select("a[rel=next]"))
                .as("at the end")
                .isEmpty();
    }

    @Test
    void a_publisher_that_never_comes_to_an_end_is_left_and_that_it_knows_more_is_said() throws Exception {
        var more = "{\"sites\": [], \"next\": \"" + idOf(site) + "\"}";
        PUBLISHER
                .says("GET", "/operations/v1/sites", 200, more)
                .says("GET", "/operations/v1/sites?after=" + idOf(site), 200, more);
        signInAs("operator");

        assertThat(page(open("/console/sites")).select("#missing").text())
                .contains("more sites than a page here asks for");
        assertThat(PUBLISHER.heard()).hasSize(10);
    }

    @Test
    void a_publisher_that_does_not_answer_is_said_to_and_the_sites_are_shown_all_the_same() throws Exception {
        signInAs("operator");
        var list = page(open("/console/sites"));

        assertThat(list.select("#missing").text()).contains("wordpress-publisher cannot be reached");
        assertThat(list.select(".card a[href$=/" + site + "]")).hasSize(1);
        assertThat(page(open("/console/sites/" + site)).select("#next").text())
                .contains("wordpress-publisher cannot be reached");
    }

    @Test
    void a_client_sees_what_the_sites_are_and_can_do_nothing_to_them() throws Exception {
        signIn(clientKey);
        var page = page(open("/console/sites/" + site));

        assertThat(page(open("/console/sites")).select(".card a[href$=/" + site + "]"))
                .hasSize(1);
        assertThat(page.select("main form, a[href$=/suspend], #health")).isEmpty();
        assertThat(open("/console/sites/" + site + "/suspend").statusCode()).isEqualTo(403);
        assertThat(open("/console/register-site").statusCode()).isEqualTo(403);
        var suspended = submitTo("/console/sites/" + site + "/suspend");
        assertThat(suspended.statusCode()).isEqualTo(403);
        assertThat(suspended.body()).contains("a higher role");
        assertThat(submitTo("/console/sites/" + site + "/test").statusCode()).isEqualTo(403);
        assertThat(state()).isEqualTo("active");
        assertThat(PUBLISHER.heard()).isEmpty();
    }

    @Test
    void an_operator_suspends_and_resumes_a_site_after_a_page_that_asks() throws Exception {
        signInAs("operator");
        var confirm = open(
                page(open("/console/sites/" + site)).select("a[href$=/suspend]").attr("href"));
        assertThat(state()).isEqualTo("active");

        var suspended = submit(confirm, Map.of());
        assertThat(page(suspended).select("#state").text()).contains("Suspended by an operator");
        assertThat(state()).isEqualTo("suspended");

        submit(open(page(suspended).select("a[href$=/resume]").attr("href")), Map.of());
        assertThat(state()).isEqualTo("active");
    }

    @Test
    void a_trial_is_the_publishers_own_and_its_findings_are_shown_with_what_to_do() throws Exception {
        PUBLISHER
                .says("GET", "/operations/v1/sites/" + idOf(site) + "/health", 200, """
                        {"state": "troubled", "nextStep": "Look.", "lastSuccessAt": "2026-11-01T10:00:00Z",
                         "lastFailureAt": "2026-11-01T11:00:00Z", "lastFailureCode": "WP_SERVER_ERROR", "lastFailureDetail": "It broke.",
                         "strategy": "companion_key", "strategyFoundAt": "2026-11-01T09:00:00Z",
                         "trial": {"triedAt": "2026-11-01T08:00:00Z", "usable": false,
                                   "failed": [{"check": "credentials", "code": "WP_CREDENTIALS_LOST"}]}}""")
                .says("POST", "/operations/v1/sites/" + idOf(site) + "/test", 200, """
                        {"usable": false, "checks": [{"name": "address", "outcome": "passed", "detail": "It answers."},
                         {"name": "credentials", "outcome": "failed", "code": "WP_CREDENTIALS_LOST", "detail": "<b>No.</b>", "fix": "Set them anew."}]}""");
        signInAs("operator");
        var site = open("/console/sites/" + this.site);
        var trial = page(submit(site, Map.of()));

        assertThat(page(site).select("#health").text()).isEqualTo("troubled");
        assertThat(page(site).select(".facts").text()).contains("2026-11-01 11:00:00 UTC, WP_SERVER_ERROR: It broke.");
        assertThat(page(site).select("#strategy").text())
                .isEqualTo("under the companion plugin's key, as found 2026-11-01 09:00:00 UTC");
        assertThat(page(site).select("#last-trial").text())
                .isEqualTo("✗ cannot be used: credentials WP_CREDENTIALS_LOST, as tried 2026-11-01 08:00:00 UTC");
        assertThat(trial.select("#verdict").text()).isEqualTo("✗ Stories cannot be published there as it is.");
        assertThat(trial.select("tbody tr").eachText())
                .containsExactly(
                        "address ✓ passed It answers.",
                        "credentials ✗ failed WP_CREDENTIALS_LOST: <b>No.</b> Set them anew.");
    }

    @Test
    void a_site_of_another_platform_is_offered_no_trial_and_it_is_said_whose_that_is() throws Exception {
        signInAs("operator");
        assertThat(page(open("/console/sites/" + site)).select("form[action$=/test]"))
                .hasSize(1);
        tables.sql("UPDATE publish_api.site SET platform = 'bulletin' WHERE key = :key")
                .param("key", site)
                .update();
        var page = page(open("/console/sites/" + site));

        assertThat(page.select("form[action$=/test]")).isEmpty();
        assertThat(page.select("#adapter").text()).contains("platform's own adapter");
        assertThat(page.select("a.button[href$=/suspend]")).hasSize(1);
    }

    @Test
    void a_trial_that_the_publisher_refuses_or_never_answers_is_no_finding() throws Exception {
        signInAs("operator");
        var silent = page(submit(open("/console/sites/" + site), Map.of()));
        PUBLISHER.says("POST", "/operations/v1/sites/" + idOf(site) + "/test", 503, """
                {"code": "SITE_TRIALS_BUSY", "detail": "Others are tried."}""");
        var refused = page(submit(open("/console/sites/" + site), Map.of()));

        assertThat(silent.select("#verdict").text()).contains("nothing is known of it", "cannot be reached");
        assertThat(refused.select("#verdict").text()).contains("SITE_TRIALS_BUSY (HTTP 503): Others are tried.");
        assertThat(silent.html() + refused.html()).doesNotContain(FakeOperations.KEY, PUBLISHER.address());
    }

    @Test
    void an_administrator_registers_a_site_and_its_password_is_in_no_page() throws Exception {
        signInAs("admin");
        var form = open(
                page(open("/console/sites")).select("a[href$=register-site]").attr("href"));
        var key = "made-" + shortId();
        var fields = Map.of(
                "key",
                key,
                "baseUrl",
                "https://news.example/" + key,
                "username",
                "editor",
                "password",
                SITE_PASSWORD,
                "maxConcurrency",
                "3",
                "maxVisitsPerMinute",
                "60");
        var wrong = submit(
                form,
                Map.of("key", "No Key", "baseUrl", "ftp://x", "password", SITE_PASSWORD, "maxConcurrency", "many"));
        var made = submit(form, fields);
        var again = submit(form, fields);

        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(page(wrong).select(".alert li")).hasSize(4);
        assertThat(page(wrong).select("#maxConcurrency").val()).isEqualTo("many");
        assertThat(made.uri().getPath()).isEqualTo("/console/sites/" + key);
        assertThat(page(made).select("#caps").text()).isEqualTo("Asked at most 3 at a time, 60 visits a minute.");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(page(again).select(".alert li").text()).contains("SITE_EXISTS");
        assertThat(wrong.body() + made.body() + again.body()).doesNotContain(SITE_PASSWORD);
    }

    @Test
    void a_site_that_gave_an_api_key_is_registered_with_its_rules_and_the_key_is_in_no_page() throws Exception {
        signInAs("admin");
        var form = open("/console/register-site");
        var key = "keyed-" + shortId();
        var opens = "colophon_" + "0a".repeat(8) + "_" + "1b".repeat(32);
        var fields = new HashMap<>(Map.of(
                "key", key,
                "baseUrl", "https://news.example/" + key,
                "kind", "api_key",
                "username", "filled in by the browser",
                "apiKey", opens + "0",
                "editPolicy", "park",
                "author", "7",
                "categories", " News \r\n\r\nHarbour, port\r\n",
                "visibility", "draft"));
        var wrong = submit(form, fields);
        fields.put("apiKey", opens);
        var made = submit(form, fields);

        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(page(wrong).select(".alert li").text()).contains("none of the companion plugin's");
        assertThat(page(wrong).select("option[selected]").eachAttr("value"))
                .containsExactly("api_key", "park", "draft");
        assertThat(page(wrong).select("#author").val()).isEqualTo("7");
        assertThat(page(wrong).select("#categories").val()).contains("Harbour, port");
        assertThat(made.uri().getPath()).isEqualTo("/console/sites/" + key);
        assertThat(page(made).select("#edits").text()).contains("waits for a person");
        assertThat(page(made).select("#defaults").text())
                .isEqualTo("A story that says nothing of it is published by user 7; in News, Harbour, port; as draft.");
        assertThat(wrong.body() + made.body()).doesNotContain(opens);
    }

    @Test
    void the_form_offers_every_policy_and_visibility_that_there_is() throws Exception {
        signInAs("admin");
        var form = page(open("/console/register-site"));

        assertThat(form.select("#editPolicy option").eachAttr("value"))
                .containsExactlyElementsOf(
                        Arrays.stream(EditPolicy.values()).map(EditPolicy::text).toList());
        assertThat(form.select("#visibility option[value!='']").eachAttr("value"))
                .containsExactlyElementsOf(
                        Arrays.stream(Visibility.values()).map(Visibility::text).toList());
    }

    /** A form that the page never offered, with the token of one that it did. */
    private HttpResponse<String> submitTo(String path) throws Exception {
        var token = page(open("/console/publications"))
                .expectFirst("form[action$=sign-out] input[name=_csrf]")
                .val();
        return post(path, "_csrf=" + token);
    }

    private String state() {
        return tables.sql("SELECT state FROM publish_api.site WHERE key = :key")
                .param("key", site)
                .query(String.class)
                .single();
    }

    private static String json(String text) {
        return text == null ? "null" : "\"" + text + "\"";
    }
}

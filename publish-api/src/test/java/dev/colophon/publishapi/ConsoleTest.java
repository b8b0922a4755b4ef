package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.HttpCookie;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Sessions, publications and commands at the console. */
class ConsoleTest extends ConsoleVisit {

    private static final Set<String> ENDED = Set.of("published", "unpublished", "removed", "failed", "cancelled");

    @ParameterizedTest
    @ValueSource(strings = {"", "/publications", "/publications/nothing", "/publications/nothing/retry", "/anything"})
    void no_page_is_shown_to_who_has_not_signed_in(String path) throws Exception {
        var answer = open("/console" + path);

        assertThat(answer.uri().getPath()).isEqualTo("/console/sign-in");
        assertThat(page(answer).select("input[name=key]")).hasSize(1);
    }

    @Test
    void a_key_is_exchanged_for_a_session_that_no_script_can_read_and_no_other_site_can_use() throws Exception {
        var session = session(clientKey);
        var set = submit(open("/console/sign-in"), Map.of("key", clientKey))
                .previousResponse()
                .orElseThrow()
                .headers()
                .allValues("set-cookie");

        assertThat(session.isHttpOnly()).isTrue();
        assertThat(session.getPath()).isEqualTo("/console");
        assertThat(session.getValue()).doesNotContain("clp_");
        assertThat(set)
                .filteredOn(cookie -> cookie.startsWith("colophon_console"))
                .allSatisfy(cookie -> assertThat(cookie).contains("SameSite=Strict"))
                .isNotEmpty();
    }

    @Test
    void a_wrong_key_opens_nothing() throws Exception {
        var answer = submit(open("/console/sign-in"), Map.of("key", "clp_" + "x".repeat(43)));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(page(answer).select("[role=alert]").text()).contains("not known");
        assertThat(open("/console/publications").uri().getPath()).isEqualTo("/console/sign-in");
    }

    @Test
    void the_session_ends_with_its_key() throws Exception {
        var name = "client-" + shortId();
        var key = send("POST", "/v1/clients", ADMIN_KEY, Map.of(), """
                {"name": "%s", "role": "client"}""".formatted(name))
                .text("/key");
        signIn(key);
        assertThat(open("/console/publications").uri().getPath()).isEqualTo("/console/publications");

        var id = send("GET", "/v1/clients/" + name + "/keys", ADMIN_KEY, Map.of(), "")
                .text("/keys/0/keyId");
        assertThat(send("POST", "/v1/clients/" + name + "/keys/" + id + "/revoke", ADMIN_KEY, Map.of(), "")
                        .status())
                .isLessThan(300);

        assertThat(open("/console/publications").uri().getPath()).isEqualTo("/console/sign-in");
    }

    @Test
    void an_eleventh_session_of_a_client_ends_its_oldest_and_nobody_elses() throws Exception {
        var another = session(newClient("operator"));
        var sessions = new ArrayList<HttpCookie>();
        for (var number = 0; number < 11; number++) {
            sessions.add(session(clientKey));
        }

        assertThat(lasts(sessions.getFirst())).isFalse();
        assertThat(lasts(another)).isTrue();
        for (var session : sessions.subList(1, sessions.size())) {
            assertThat(lasts(session)).isTrue();
        }
    }

    /** At a browser of its own. */
    private HttpCookie session(String key) throws Exception {
        cookies.getCookieStore().removeAll();
        signIn(key);
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("colophon_console"))
                .findFirst()
                .orElseThrow();
    }

    private boolean lasts(HttpCookie session) throws Exception {
        cookies.getCookieStore().removeAll();
        cookies.getCookieStore().add(to("/console").build().uri(), session);
        return open("/console/publications").uri().getPath().equals("/console/publications");
    }

    @Test
    void signing_out_ends_the_session_at_the_server() throws Exception {
        signIn(clientKey);
        var answer = submit(open("/console/publications"), "form[action$=sign-out]", Map.of());

        assertThat(answer.uri().getPath()).isEqualTo("/console/sign-in");
        assertThat(open("/console/publications").uri().getPath()).isEqualTo("/console/sign-in");
    }

    /** Before there is a page at all: the token of the form is looked for in it. */
    @ParameterizedTest
    @ValueSource(strings = {"/console/sign-in", "/console/publications", "/console/nothing"})
    @ExtendWith(OutputCaptureExtension.class)
    void a_form_or_an_address_whose_fields_are_no_text_is_a_400_and_no_defect(String path, CapturedOutput output)
            throws Exception {
        signIn(clientKey);

        for (var answer : List.of(
                post(path, "_csrf=canary%ff"), post(path, "key=canary%zz"), post(path + "?x=canary%ff", "key=x"))) {
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain;charset=utf-8");
            assertThat(answer.body()).contains("Nothing was done").doesNotContain("canary", "Exception");
        }
        assertThat(output).doesNotContain("canary", "threw exception", "This is a defect");
    }

    @Test
    void a_page_whose_parameters_are_no_text_is_a_400_and_no_defect() throws Exception {
        signIn(clientKey);
        var answer = answerTo("GET /console/publications?storyKey=canary%ff HTTP/1.1\r\nHost: a\r\nCookie: "
                + cookies.getCookieStore().getCookies().stream()
                        .filter(cookie -> cookie.getName().equals("colophon_console"))
                        .map(cookie -> "colophon_console=" + cookie.getValue())
                        .findFirst()
                        .orElseThrow()
                + "\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .contains("text/html", "INVALID_PARAMETER")
                .doesNotContain("canary");
    }

    @Test
    void a_write_without_the_token_of_its_form_does_nothing() throws Exception {
        var id = publish(story()).text("/publicationId");
        signIn(clientKey);
        var before = stored();
        var answer = post("/console/publications/" + id + "/cancel", "once=1");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void every_page_forbids_what_it_does_not_need() throws Exception {
        signIn(clientKey);
        var answer = open("/console/publications");

        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
        assertThat(page(answer).select("script:not([src]), style, [style], [onclick]"))
                .isEmpty();
        for (var asset : page(answer).select("link[href], script[src]")) {
            var file = open(asset.hasAttr("href") ? asset.attr("href") : asset.attr("src"));
            assertThat(file.statusCode()).as(asset.outerHtml()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            accepted    | Publishing queued
            scheduled   | Scheduled
            publishing  | Publishing…
            deferred    | Waiting to try again
            unconfirmed | Not confirmed yet
            parked      | Stopped, needs a person
            published   | Published successfully
            unpublished | Unpublished
            removed     | Removed at the site
            failed      | Failed to publish
            cancelled   | Cancelled
            """)
    void each_status_is_told_in_words_with_the_reason_and_what_happens_next(String status, String words)
            throws Exception {
        var id = publish(story()).text("/publicationId");
        new Projector(tables).tells(id, status, 1);
        signIn(clientKey);
        var page = page(open("/console/publications/" + id));

        assertThat(page.select("#headline").text()).isEqualTo(words);
        assertThat(page.select("a[href$=/cancel]").isEmpty())
                .as("what has ended is not offered to be cancelled")
                .isEqualTo(ENDED.contains(status));
        assertThat(page.select("#next").text()).isNotBlank();
        assertThat(page.select("svg.trail circle")).hasSize(7);
        var troubled = get("/v1/publications/" + id).json().get("reason").isObject();
        assertThat(page.select("#reason").text()).isEqualTo(troubled ? "WP_SAID_NO: No." : "");
        assertThat(page(open("/console/publications")).select(".card .status").text())
                .endsWith(words);
    }

    @Test
    void a_client_sees_its_own_alone_and_an_operator_all() throws Exception {
        var id = publish(story()).text("/publicationId");
        signIn(newClient("client"));
        assertThat(open("/console/publications/" + id).statusCode()).isEqualTo(404);
        assertThat(open("/console/publications/" + id + "/cancel").statusCode()).isEqualTo(404);
        assertThat(page(open("/console/publications")).select(".card")).isEmpty();

        cookies.getCookieStore().removeAll();
        signIn(newClient("operator"));
        assertThat(open("/console/publications/" + id).statusCode()).isEqualTo(200);
        assertThat(page(open("/console/publications?site=" + site)).select(".card"))
                .hasSize(1);
    }

    @Test
    void the_list_is_filtered_and_goes_on_page_by_page() throws Exception {
        for (var number = 0; number < 26; number++) {
            publish(story());
        }
        var wanted = story();
        publish(wanted);
        signIn(clientKey);
        var first = page(open("/console/publications?site=" + site));
        var second = page(open(first.select("a[rel=next]").attr("href")));

        assertThat(first.select(".card")).hasSize(25);
        assertThat(second.select(".card")).hasSize(2);
        assertThat(second.select("a[rel=next]")).isEmpty();
        var key = wanted.get("storyKey").asString();
        assertThat(page(open("/console/publications?storyKey=" + key + "&site=&status="))
                        .select(".card .story")
                        .text())
                .isEqualTo(key);
        assertThat(open("/console/publications?status=lost").statusCode()).isEqualTo(400);
    }

    @Test
    void a_confirmed_command_is_the_apis_own_and_sent_twice_it_is_one() throws Exception {
        var id = publish(story()).text("/publicationId");
        signIn(clientKey);
        var confirm = open(page(open("/console/publications/" + id))
                .select("a[href$=/cancel]")
                .attr("href"));
        var jobs = count("publish_job");
        var first = submit(confirm, Map.of("reason", "a mistake"));
        var second = submit(confirm, Map.of("reason", "a mistake"));

        assertThat(page(first).select("#answer").text()).startsWith("Accepted");
        assertThat(page(second).select("#answer").text()).contains("nothing was done twice");
        assertThat(count("publish_job")).isEqualTo(jobs + 1);
        assertThat(get("/v1/publications/" + id).text("/requestedAction")).isEqualTo("cancel");
        assertThat(get("/v1/publications/" + id + "/explanation").text("/requests/1/reason"))
                .isEqualTo("a mistake");
    }

    @Test
    void what_the_api_refuses_the_console_refuses_in_the_same_words() throws Exception {
        var id = publish(story()).text("/publicationId");
        new Projector(tables).tells(id, "published", 1);
        signIn(clientKey);
        var answer = submit(open("/console/publications/" + id + "/retry"), Map.of());

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(page(answer).text()).contains("NOTHING_TO_RETRY");
    }

    @Test
    void what_a_client_wrote_is_text_and_never_markup() throws Exception {
        var id = publish(story("<script>alert(1)</script>-" + shortId())).text("/publicationId");
        signIn(clientKey);

        for (var path : new String[] {"", "/" + id, "/" + id + "/cancel"}) {
            var page = page(open("/console/publications" + path));
            assertThat(page.select("script:not([src])")).isEmpty();
            assertThat(page.text()).contains("<script>alert(1)</script>");
        }
    }
}

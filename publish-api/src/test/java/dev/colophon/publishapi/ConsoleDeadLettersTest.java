package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsoleDeadLettersTest extends ConsoleVisit {

    private static final FakeOperations PROJECTOR = FakeOperations.PROJECTOR;
    private static final FakeOperations PUBLISHER = FakeOperations.PUBLISHER;
    private static final String LETTERS = "/operations/v1/dead-letters";
    private static final String AT = LETTERS + "/publishing.receipts.v1.dlt/3/17";
    private static final String PAGE = "/console/dead-letters/status-projector/publishing.receipts.v1.dlt/3/17";
    private static final String HEAD = """
            {"topic": "publishing.receipts.v1.dlt", "partition": 3, "offset": 17, "at": "2026-11-01T10:00:00Z", "code": "NOT_PROJECTABLE",
             "message": "a <rule> was broken", "originalPartition": "3", "originalOffset": "170", "key": "a-publication",
             "eventId": "an-event", "type": "dev.colophon.receipt.published.v1", "replay": %s}""";
    private static final String REPLAY = """
            {"operator": "ada", "reason": "mended", "at": "2026-11-02T10:00:00Z"}""";

    @BeforeEach
    void nobody_says_anything_yet() {
        PROJECTOR.forget();
        PUBLISHER.forget();
    }

    @Test
    void letters_are_listed_by_the_service_that_keeps_them_and_a_silent_one_is_said_to_be() throws Exception {
        PROJECTOR.says("GET", LETTERS, 200, letters(HEAD.formatted("null"), "\"a:1:2\""));
        signInAs("operator");
        var page = page(open("/console/dead-letters"));

        assertThat(page.select("section:has(#of-status-projector) .card").text())
                .contains("✗ NOT_PROJECTABLE", "an-event · key a-publication", "a <rule> was broken");
        assertThat(page.select("section:has(#of-wordpress-publisher) .missing").text())
                .contains("Its letters are not known. wordpress-publisher cannot be reached");

        PROJECTOR.says("GET", LETTERS + "?cursor=a%3A1%3A2", 200, letters(HEAD.formatted(REPLAY), "null"));
        var older = page(open(page.select("a[rel=next]").attr("href")));
        assertThat(older.select(".card").text()).contains("✓ NOT_PROJECTABLE", "Delivered by ada", ": mended");
        assertThat(older.select("a[rel=next]")).isEmpty();
        assertThat(open("/console/dead-letters/outbox-relay").statusCode()).isEqualTo(404);
    }

    @Test
    void an_administrator_replays_what_is_provably_undelivered_after_a_look() throws Exception {
        PROJECTOR.says("GET", LETTERS, 200, letters(HEAD.formatted("null"), "null"));
        PUBLISHER.says("GET", LETTERS, 200, letters("", "null"));
        PROJECTOR.says("GET", AT, 200, letter("null", true, "UNDELIVERED", "not in the log"));
        signInAs("admin");
        var list = page(open("/console/dead-letters"));
        var one = page(open(list.select(".card a").attr("href")));
        assertThat(list.select(".hint").eachText()).contains("None.");
        assertThat(one.select("#standing").text()).isEqualTo("… Provably undelivered: it can be replayed");
        assertThat(one.select("#why").text()).isEqualTo("not in the log");
        assertThat(one.select(".facts").text()).contains("ce_id an-event");
        assertThat(one.select("pre").text()).isEqualTo("{\"password\" : \"***\"}");
        assertThat(one.select("section:has(#body) .hint").text()).isEqualTo("Not all of its 90 bytes are shown.");

        var confirm = open(one.select("a[href$=/replay]").attr("href"));
        PROJECTOR
                .says("POST", AT + "/replay", 200, "{}")
                .says("GET", AT, 200, letter(REPLAY, false, "DEAD_LETTER_DELIVERED", "in the log"));
        var shown = submit(confirm, Map.of("reason", "mended"));

        assertThat(shown.uri().getPath()).isEqualTo(PAGE);
        assertThat(page(shown).select("#standing").text()).isEqualTo("✓ Delivered");
        assertThat(page(shown).select("#replayed").text()).contains("Delivered by ada");
        assertThat(page(shown).select("a[href$=/replay]")).isEmpty();
        assertThat(page(open(PAGE + "/replay")).select("main form")).isEmpty();
        assertThat(PROJECTOR.heard().stream().filter(heard -> heard.method().equals("POST")))
                .singleElement()
                .satisfies(heard -> {
                    assertThat(heard.body()).isEqualTo("{\"reason\":\"mended\"}");
                    assertThat(heard.operator()).startsWith("client-");
                });
    }

    @Test
    void a_replay_that_is_refused_says_why() throws Exception {
        PROJECTOR.says("GET", AT, 200, letter("null", true, "UNDELIVERED", "")).says("POST", AT + "/replay", 409, """
                {"code": "DEAD_LETTER_OVERTAKEN", "detail": "Another event is in its place."}""");
        signInAs("admin");
        var refused = page(submit(open(PAGE + "/replay"), Map.of("reason", "why not")));

        assertThat(refused.select("#missing").text())
                .contains("DEAD_LETTER_OVERTAKEN (HTTP 409): Another event is in its place.");
        assertThat(refused.select("a.button").attr("href")).isEqualTo(PAGE);
    }

    @Test
    void an_operator_looks_and_replays_nothing_and_a_client_does_not_even_look() throws Exception {
        PROJECTOR.says("GET", AT, 200, letter("null", true, "UNDELIVERED", ""));
        signInAs("operator");
        var page = page(open(PAGE));
        var token = page.expectFirst("form[action$=sign-out] input[name=_csrf]").val();

        assertThat(page.select("a[href$=/replay]")).isEmpty();
        assertThat(open(PAGE + "/replay").statusCode()).isEqualTo(403);
        assertThat(post(PAGE + "/replay", "reason=x&_csrf=" + token).statusCode())
                .isEqualTo(403);

        signInAs("admin");
        assertThat(post(PAGE + "/replay", "reason=x").statusCode())
                .as("without the form's token")
                .isEqualTo(403);
        assertThat(PROJECTOR.heard())
                .isNotEmpty()
                .allSatisfy(heard -> assertThat(heard.method()).isEqualTo("GET"));

        cookies.getCookieStore().removeAll();
        signIn(clientKey);
        assertThat(open(PAGE).statusCode()).isEqualTo(403);
        assertThat(open("/console/dead-letters").statusCode()).isEqualTo(403);
    }

    private static String letters(String letter, String next) {
        return "{\"letters\": [%s], \"next\": %s}".formatted(letter, next);
    }

    private static String letter(String replay, boolean replayable, String standing, String detail) {
        return """
                {"letter": %s, "headers": [{"name": "ce_id", "value": "an-event"}], "replayable": %s, "standing": "%s", "detail": "%s",
                 "body": {"text": "{\\"password\\" : \\"***\\"}", "whole": false, "bytes": 90}}""".formatted(HEAD.formatted(replay), replayable, standing, detail);
    }
}

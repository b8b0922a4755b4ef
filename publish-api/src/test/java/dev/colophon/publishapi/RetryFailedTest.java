package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** One command for all that failed at a site. */
class RetryFailedTest extends Commands {

    @Test
    void one_command_retries_what_failed_or_was_parked_and_leaves_all_else_as_it_is() {
        var byStatus = new TreeMap<String, String>();
        Stream.of(
                        "failed",
                        "parked",
                        "unconfirmed",
                        "deferred",
                        "scheduled",
                        "publishing",
                        "published",
                        "unpublished",
                        "cancelled",
                        "removed")
                .forEach(status -> byStatus.put(status, told(status)));
        byStatus.put("published, and its update failed", updateTold("failed"));
        byStatus.put("published, and its update is parked", updateTold("parked"));
        byStatus.put("published, and its update is deferred", updateTold("deferred"));
        var untold = publish(story()).text("/publicationId");

        var answer = retryFailed("");

        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        var retried = publicationsIn(answer, "accepted");
        assertThat(byStatus.keySet().stream().filter(status -> retried.contains(byStatus.get(status))))
                .containsExactly(
                        "failed", "parked", "published, and its update failed", "published, and its update is parked");
        assertThat(retried).hasSize(4).doesNotContain(untold);
        assertThat(answer.json().at("/counts").toString())
                .isEqualTo("{\"items\":4,\"accepted\":4,\"repeated\":0,\"refused\":0}");
        assertThat(answer.json().get("next").isNull()).isTrue();
        byStatus.values()
                .forEach(id -> assertThat(newestMessage(id).get("action").stringValue())
                        .isEqualTo(retried.contains(id) ? "retry" : "publish"));
    }

    @Test
    void asked_for_again_it_retries_nothing_twice() {
        told("failed");
        assertThat(publicationsIn(retryFailed(""), "accepted")).hasSize(1);
        var jobs = count("publish_job");

        var again = retryFailed("");

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json().get("items")).isEmpty();
        assertThat(count("publish_job")).isEqualTo(jobs);
    }

    @Test
    void what_fails_once_more_is_retried_once_more() {
        var id = told("failed");
        retryFailed("");
        new Projector(tables).tells(id, "failed", 2);

        assertThat(publicationsIn(retryFailed(""), "accepted")).containsExactly(id);
        assertThat(newestMessage(id).get("revision").asLong()).isEqualTo(3);
    }

    @Test
    void an_unpublish_that_failed_does_not_turn_into_a_publish() {
        var id = told("published");
        command(id, "unpublish");
        new Projector(tables).tells(id, "parked", 2);

        retryFailed("");

        assertThat(newestMessage(id).get("action").stringValue()).isEqualTo("unpublish");
    }

    @Test
    void what_failed_at_another_site_is_left_alone() {
        var elsewhere = told("failed");
        site = "site-" + shortId();
        registerSite(site);
        var here = told("failed");

        assertThat(publicationsIn(retryFailed(""), "accepted")).containsExactly(here);
        assertThat(newestMessage(elsewhere).get("action").stringValue()).isEqualTo("publish");
    }

    @Test
    void more_than_one_call_takes_is_retried_by_the_next_ones() {
        var failed = Stream.generate(() -> told("failed")).limit(3).sorted().toList();

        var first = retryFailed("?limit=2");
        var second = retryFailed("?limit=2&after=" + first.text("/next"));

        assertThat(publicationsIn(first, "accepted")).containsExactlyElementsOf(failed.subList(0, 2));
        assertThat(first.text("/next")).isEqualTo(failed.get(1));
        assertThat(publicationsIn(second, "accepted")).containsExactly(failed.get(2));
        assertThat(second.json().get("next").isNull()).isTrue();
    }

    @Test
    void the_reason_is_kept_with_each_job() {
        var id = told("failed");

        retryFailed("", "{\"reason\": \"The disk of the site is empty again.\"}");

        assertThat(tables.sql("""
                                SELECT reason FROM publish_api.publish_job
                                 WHERE publication_id = CAST(:id AS uuid) ORDER BY revision DESC LIMIT 1
                                """).param("id", id).query(String.class).single())
                .isEqualTo("The disk of the site is empty again.");
    }

    @Test
    void one_that_came_out_in_the_meantime_is_refused_by_its_name_and_the_others_go_on() throws Exception {
        var failed = Stream.generate(() -> told("failed")).limit(2).sorted().toList();
        var first = failed.getFirst();
        var second = failed.getLast();
        CompletableFuture<Response> answer;
        try (var editor = postgres.superuser().getConnection()) {
            editor.setAutoCommit(false);
            try (var lock = editor.prepareStatement("SELECT FROM publish_api.publication WHERE id = ? FOR UPDATE")) {
                lock.setObject(1, UUID.fromString(first));
                lock.execute();
            }
            answer = CompletableFuture.supplyAsync(() -> retryFailed(""));
            await().atMost(PATIENCE).until(this::aCommandWaits);
            new Projector(tables).tells(first, "published", 1);
            editor.rollback();
        }

        var told = answer.get().json();
        assertThat(told.at("/counts").toString())
                .isEqualTo("{\"items\":2,\"accepted\":1,\"repeated\":0,\"refused\":1}");
        assertThat(told.at("/items/0/publicationId").stringValue()).isEqualTo(first);
        assertThat(told.at("/items/0/problem/code").stringValue()).isEqualTo("NOTHING_TO_RETRY");
        assertThat(publicationsIn(answer.get(), "accepted")).containsExactly(second);
    }

    @Test
    void of_two_who_ask_under_one_key_at_once_one_is_told_accepted_and_the_other_repeated() throws Exception {
        var id = told("failed");
        var jobs = count("publish_job");
        List<CompletableFuture<Response>> answers;
        try (var editor = postgres.superuser().getConnection()) {
            editor.setAutoCommit(false);
            try (var lock = editor.prepareStatement("SELECT FROM publish_api.publication WHERE id = ? FOR UPDATE")) {
                lock.setObject(1, UUID.fromString(id));
                lock.execute();
            }
            answers = Stream.generate(() -> CompletableFuture.supplyAsync(() -> retryFailed("")))
                    .limit(2)
                    .toList();
            await().atMost(PATIENCE).until(() -> commandsThatWait() == 2);
            editor.rollback();
        }

        var counts = new ArrayList<String>();
        for (var answer : answers) {
            counts.add(answer.get().json().at("/counts").toString());
        }
        assertThat(counts)
                .containsExactlyInAnyOrder(
                        "{\"items\":1,\"accepted\":1,\"repeated\":0,\"refused\":0}",
                        "{\"items\":1,\"accepted\":0,\"repeated\":1,\"refused\":0}");
        assertThat(answers.stream().flatMap(answer -> publicationsIn(answer.join(), "repeated").stream()))
                .containsExactly(id);
        assertThat(count("publish_job")).isEqualTo(jobs + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?after=garbage", "?after=%00"})
    void a_page_that_is_told_to_begin_nowhere_does_not_begin_at_the_first(String query) throws Exception {
        var id = told("failed");
        signInAs("operator");
        var token = page(open("/console/sites"))
                .expectFirst("form[action$=sign-out] input[name=_csrf]")
                .val();
        var path = "/console/sites/" + site + "/retry-failed" + query;

        for (var answer : List.of(open(path), post(path, "_csrf=" + token))) {
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(page(answer).text()).contains("INVALID_PARAMETER", "after is no id of a publication");
        }
        assertThat(newestMessage(id).get("action").stringValue()).isEqualTo("publish");
    }

    @Test
    void a_suspended_site_is_refused_as_a_whole() {
        told("failed");
        send("POST", "/v1/sites/" + site + "/suspend", ADMIN_KEY, Map.of(), "");
        var jobs = count("publish_job");

        var answer = retryFailed("");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("/errors/0/code")).isEqualTo("SITE_SUSPENDED");
        assertThat(count("publish_job")).isEqualTo(jobs);
    }

    @ParameterizedTest
    @CsvSource({
        "?limit=0, ?limit, OUT_OF_RANGE",
        "?limit=501, ?limit, OUT_OF_RANGE",
        "?limit=all, ?limit, OUT_OF_RANGE",
        "?after=the-second, ?after, NOT_AN_ID"
    })
    void parameters_that_do_not_fit_are_named(String query, String pointer, String code) {
        var answer = retryFailed(query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/errors/0/pointer")).isEqualTo(pointer);
        assertThat(answer.text("/errors/0/code")).isEqualTo(code);
    }

    @Test
    void a_site_that_nobody_registered_and_a_body_that_says_something_else_are_refused() {
        assertThat(send("POST", "/v1/sites/nowhere/retry-failed", ADMIN_KEY, Map.of(), "")
                        .status())
                .isEqualTo(404);
        assertThat(retryFailed("", "{\"reason\": \"\"}").text("/errors/0/pointer"))
                .isEqualTo("/reason");
        assertThat(retryFailed("", "{\"publications\": []}").status()).isEqualTo(400);
    }

    @Test
    void an_operator_sees_what_failed_at_a_site_and_retries_it_after_a_page_that_asks() throws Exception {
        var id = told("failed");
        signInAs("operator");

        var confirm = open(page(open("/console/sites/" + site))
                .select("a[href$=/retry-failed]")
                .attr("href"));
        assertThat(page(confirm).select("#consequence").text()).startsWith("1 publication that failed or stand parked");
        assertThat(page(confirm).select("main li a[href$=/" + id + "]")).hasSize(1);
        assertThat(newestMessage(id).get("action").stringValue()).isEqualTo("publish");

        var retried = page(submit(confirm, Map.of("reason", "The site is well.")));
        assertThat(retried.select("#answer").text()).startsWith("1 accepted, 0 repeated, 0 refused.");
        assertThat(newestMessage(id).get("action").stringValue()).isEqualTo("retry");
        assertThat(page(open("/console/sites/" + site + "/retry-failed"))
                        .select("#nothing")
                        .text())
                .isNotEmpty();
    }

    private String told(String status) {
        var id = publish(story()).text("/publicationId");
        new Projector(tables).tells(id, status, 1);
        return id;
    }

    private String updateTold(String updateStatus) {
        var request = story();
        var id = publish(request).text("/publicationId");
        content(request).put("html", "<p>Corrected.</p>");
        publish(request);
        new Projector(tables).tells(id, "published", updateStatus, 2);
        return id;
    }

    private Response retryFailed(String query) {
        return retryFailed(query, "");
    }

    private Response retryFailed(String query, String body) {
        return send("POST", "/v1/sites/" + site + "/retry-failed" + query, ADMIN_KEY, Map.of(), body);
    }

    private static List<String> publicationsIn(Response answer, String outcome) {
        var ids = new ArrayList<String>();
        for (JsonNode item : answer.json().get("items")) {
            if (item.get("outcome").stringValue().equals(outcome)) {
                ids.add(item.get("publicationId").stringValue());
            }
        }
        return ids;
    }

    private boolean aCommandWaits() {
        return commandsThatWait() > 0;
    }

    private long commandsThatWait() {
        return tables.sql("""
                        SELECT count(*) FROM pg_stat_activity WHERE usename = 'publish_api' AND wait_event_type = 'Lock'
                        """).query(Long.class).single();
    }
}

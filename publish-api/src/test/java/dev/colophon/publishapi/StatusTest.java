package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class StatusTest extends ApiTest {

    @Test
    void a_publication_that_nothing_was_told_of_is_accepted() {
        var request = story();
        var id = publish(request).text("/publicationId");
        var status = get("/v1/publications/" + id);

        assertThat(status.status()).isEqualTo(200);
        assertThat(status.header("Cache-Control")).contains("no-store");
        assertThat(status.text("/status")).isEqualTo("accepted");
        assertThat(status.text("/storyKey")).isEqualTo(request.get("storyKey").asString());
        assertThat(status.text("/site")).isEqualTo(site);
        assertThat(status.json().get("done").asBoolean()).isFalse();
        assertThat(status.json().get("externalId").isNull()).isTrue();
        assertThat(status.json().get("reason").isNull()).isTrue();
        assertThat(status.json().get("sequence").asLong()).isZero();
        assertThat(status.text("/statusSince")).isNotBlank();
        assertThat(get("/v1/publications/" + id + "/timeline")
                        .json()
                        .get("events")
                        .size())
                .isZero();
    }

    @Test
    void what_the_projector_tells_is_what_the_client_reads() {
        var id = publish(story()).text("/publicationId");
        new Projector(tables).tells(id, "published", 1);
        var status = get("/v1/publications/" + id);

        assertThat(status.text("/status")).isEqualTo("published");
        assertThat(status.text("/externalId")).isEqualTo("4711");
        assertThat(status.text("/externalUrl")).isEqualTo("https://news.example/x/");
        assertThat(status.json().get("publishedRevision").asLong()).isOne();
        assertThat(status.json().get("done").asBoolean()).isTrue();
        assertThat(status.text("/statusSince")).isEqualTo("2026-11-24T09:15:31.250Z");
        assertThat(status.json().get("attempts").asInt()).isEqualTo(2);
        assertThat(status.json().get("sequence").asLong()).isPositive();
    }

    @Test
    void a_newer_request_never_takes_published_away() {
        var request = story();
        var id = publish(request).text("/publicationId");
        new Projector(tables).tells(id, "published", 1);
        content(request).put("html", "<p>Corrected.</p>");
        publish(request);
        var status = get("/v1/publications/" + id);

        assertThat(status.text("/status")).isEqualTo("published");
        assertThat(status.text("/updateStatus")).isEqualTo("pending");
        assertThat(status.json().get("requestedRevision").asLong()).isEqualTo(2);
        assertThat(status.json().get("publishedRevision").asLong()).isOne();
        assertThat(status.json().get("done").asBoolean()).isFalse();
    }

    @Test
    void a_newer_request_after_a_failure_is_accepted_before_the_projector_knows_of_it() {
        var request = story();
        var id = publish(request).text("/publicationId");
        new Projector(tables).tells(id, "failed", 1);
        assertThat(get("/v1/publications/" + id).text("/reason/code")).isEqualTo("WP_SAID_NO");
        content(request).put("html", "<p>Corrected.</p>");
        publish(request);
        var status = get("/v1/publications/" + id);

        assertThat(status.text("/status")).isEqualTo("accepted");
        assertThat(status.json().get("reason").isNull()).isTrue();
        assertThat(status.json().get("done").asBoolean()).isFalse();
    }

    @Test
    void an_unchanged_status_is_304_and_a_changed_one_is_told() {
        var id = publish(story()).text("/publicationId");
        var tag = get("/v1/publications/" + id).header("ETag").orElseThrow();
        var unchanged = send("GET", "/v1/publications/" + id, clientKey, Map.of("If-None-Match", tag), "");
        new Projector(tables).tells(id, "publishing", 1);
        var changed = send("GET", "/v1/publications/" + id, clientKey, Map.of("If-None-Match", tag), "");

        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.body()).isEmpty();
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text("/status")).isEqualTo("publishing");
    }

    @Test
    void the_timeline_is_read_in_pages() {
        var id = publish(story()).text("/publicationId");
        var projector = new Projector(tables);
        for (var revision = 1; revision <= 3; revision++) {
            projector.event(id, revision);
        }
        var first = get("/v1/publications/" + id + "/timeline?limit=2").json().get("events");
        var rest = get("/v1/publications/" + id + "/timeline?after=2").json().get("events");

        assertThat(first.size()).isEqualTo(2);
        assertThat(rest.size()).isOne();
        assertThat(rest.get(0).get("position").asLong()).isEqualTo(3);
        assertThat(rest.get(0).get("kind").asString()).isEqualTo("requested");
        assertThat(rest.get(0).at("/detail/storyKey").asString()).isEqualTo("told");
    }

    @Test
    void the_explanation_is_made_of_what_the_projector_logged() {
        var id = publish(story()).text("/publicationId");
        var projector = new Projector(tables);
        projector.event(id, 1);
        for (var kind : List.of("claimed", "deferred")) {
            var receipt = (ObjectNode) Samples.read("samples/receipts/" + kind + ".json");
            projector.logs(id, receipt, 1, receipt.get("sequence").asLong());
        }
        projector.tells(id, "deferred", 1);
        var answer = get("/v1/publications/" + id + "/explanation");
        var explained = answer.json();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(explained.get("summary").asString()).startsWith("It is not published yet");
        assertThat(explained.at("/next/action").asString()).isEqualTo("TRY_AGAIN");
        assertThat(explained.at("/lastProblem/code").asString()).isEqualTo("WP_MAINTENANCE");
        assertThat(explained.get("attempts").size()).isOne();
        assertThat(explained.at("/attempts/0/worker").asString()).isEqualTo("publisher-1");
        assertThat(explained.at("/requests/0/by").asString()).startsWith("client-");
        assertThat(explained.at("/trail/3/hop").asString()).isEqualTo("inbox");
        assertThat(explained.at("/trail/3/at").asString()).isEqualTo("2026-11-24T09:15:30.900Z");
        assertThat(explained.get("complete").asBoolean()).isTrue();
        assertThat(answer.body()).doesNotContain("Ships return");
    }

    @Test
    void what_an_operator_has_declared_invalid_is_shown_with_its_reason_and_explains_nothing() {
        var id = publish(story()).text("/publicationId");
        var projector = new Projector(tables);
        projector.event(id, 1);
        var forged = new ArrayList<UUID>();
        for (var kind : List.of("claimed", "deferred")) {
            var receipt = (ObjectNode) Samples.read("samples/receipts/" + kind + ".json");
            forged.add(projector.logs(id, receipt, 1, receipt.get("sequence").asLong()));
        }
        projector.tells(id, "accepted", 2);
        assertThat(get("/v1/publications/" + id + "/explanation").json().get("attempts"))
                .as("what is about to be taken out counted before")
                .hasSize(1);

        var decision = projector.invalidates(id, "misrouted", "ada", forged.toArray(UUID[]::new));
        var explained = get("/v1/publications/" + id + "/explanation").json();
        var timeline = get("/v1/publications/" + id + "/timeline").json().get("events");

        assertThat(explained.get("attempts")).isEmpty();
        assertThat(explained.get("lastProblem").isNull()).isTrue();
        assertThat(explained.at("/trail/3/at").isNull()).isTrue();
        assertThat(explained.get("summary").asString())
                .endsWith("What 2 messages say does not count here: declared invalid, the last time at"
                        + " 2026-11-24T11:02:00Z by ada (misrouted).");
        assertThat(explained.get("invalidated")).hasSize(2).allSatisfy(event -> {
            assertThat(event.get("valid").asBoolean()).isFalse();
            assertThat(event.at("/invalidation/reason").asString()).isEqualTo("misrouted");
            assertThat(event.at("/invalidation/author").asString()).isEqualTo("ada");
            assertThat(event.at("/invalidation/by").asString()).isEqualTo(decision.toString());
        });
        assertThat(timeline)
                .extracting(event ->
                        event.get("kind").asString() + " " + event.get("valid").asBoolean())
                .containsExactly(
                        "requested true", "claimed false", "deferred false", "requested true", "invalidated true");
        assertThat(timeline.get(4).get("source").asString()).isEqualTo("operator");
        assertThat(timeline.get(4).get("revision").isNull()).isTrue();
        assertThat(timeline.get(4).at("/detail/author").asString()).isEqualTo("ada");
    }

    @Test
    void another_clients_publication_does_not_exist_but_for_operators() {
        var id = publish(story()).text("/publicationId");
        var stranger = newClient("client");
        var operator = newClient("operator");

        for (var path : List.of("", "/timeline", "/explanation").stream()
                .map(rest -> "/v1/publications/" + id + rest)
                .toList()) {
            assertThat(send("GET", path, stranger, Map.of(), "").status()).isEqualTo(404);
            assertThat(send("GET", path, operator, Map.of(), "").status()).isEqualTo(200);
        }
        assertThat(send("GET", "/v1/publications", stranger, Map.of(), "")
                        .json()
                        .get("publications")
                        .size())
                .isZero();
    }

    @Test
    void the_list_shows_every_publication_once_page_by_page_the_newest_first() {
        var ids = new ArrayList<String>();
        for (var number = 0; number < 5; number++) {
            ids.addFirst(publish(story()).text("/publicationId"));
        }
        var seen = new ArrayList<String>();
        var next = "/v1/publications?limit=2&site=" + site;
        for (var pages = 0; pages < 3; pages++) {
            var page = get(next).json();
            page.get("publications")
                    .forEach(row -> seen.add(row.get("publicationId").asString()));
            next = "/v1/publications?limit=2&site=" + site + "&cursor="
                    + page.get("nextCursor").asString("end");
        }

        assertThat(seen).isEqualTo(ids);
        assertThat(next).endsWith("cursor=end");
    }

    @Test
    void the_list_is_filtered_by_status_and_story() {
        var published = story();
        var id = publish(published).text("/publicationId");
        publish(story());
        new Projector(tables).tells(id, "published", 1);

        var byStatus = get("/v1/publications?status=published").json().get("publications");
        var byStory = get("/v1/publications?storyKey="
                        + published.get("storyKey").asString())
                .json()
                .get("publications");
        var waiting = get("/v1/publications?status=accepted").json().get("publications");
        assertThat(byStatus.size()).isOne();
        assertThat(byStatus.get(0).get("publicationId").asString()).isEqualTo(id);
        assertThat(byStory.size()).isOne();
        assertThat(waiting.size()).isOne();
    }

    @Test
    void the_list_is_filtered_by_site() {
        var elsewhere = "site-" + shortId();
        assertThat(registerSite(elsewhere).status()).isEqualTo(201);
        var here = publish(story()).text("/publicationId");
        var there = publish(story().put("site", elsewhere)).text("/publicationId");

        assertThat(idsOf("")).containsExactlyInAnyOrder(here, there);
        assertThat(idsOf("?site=" + site)).containsExactly(here);
        assertThat(idsOf("?site=" + elsewhere)).containsExactly(there);
        assertThat(idsOf("?site=nowhere")).isEmpty();
    }

    private List<String> idsOf(String query) {
        return get("/v1/publications" + query)
                .json()
                .get("publications")
                .valueStream()
                .map(row -> row.get("publicationId").asString())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=201", "limit=many", "status=lost", "cursor=nonsense", "cursor=MjAyNl94"})
    void a_parameter_that_does_not_fit_is_a_400(String query) {
        var answer = get("/v1/publications?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/code")).isEqualTo("INVALID_PARAMETER");
        assertThat(answer.text("/errors/0/fix")).isNotBlank();
    }

    @Test
    void an_id_that_is_none_or_nobodys_is_a_404() {
        assertThat(get("/v1/publications/nonsense").status()).isEqualTo(404);
        assertThat(get("/v1/publications/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(get("/v1/publications/" + UUID.randomUUID() + "/timeline").status())
                .isEqualTo(404);
    }
}

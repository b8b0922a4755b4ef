package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.publishapi.status.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Lists by status: what is on them, for whom, and that their pages leave nothing out. */
class StatusListTest extends ApiTest {

    @Test
    void a_publication_is_on_the_list_of_the_status_that_it_has_and_on_no_other() {
        var projector = new Projector(tables);
        accepted();
        for (var status : Status.values()) {
            projector.tells(accepted(), status.text(), 1);
            var asked = story();
            var newer = publish(asked).text("/publicationId");
            projector.tells(newer, status.text(), 1);
            content(asked).put("html", "<p>Corrected.</p>");
            publish(asked);
        }
        projector.tells(cancelled(), "failed", 1);
        projector.tells(cancelled(), "cancelled", 2);
        var all = ids(clientKey, "?limit=200");
        assertThat(all).hasSize(3 + 2 * Status.values().length);

        for (var status : Status.values()) {
            assertThat(ids(clientKey, "?limit=200&status=" + status.text()))
                    .as(status.text())
                    .isNotEmpty()
                    .isEqualTo(all.stream()
                            .filter(id -> get("/v1/publications/" + id)
                                    .text("/status")
                                    .equals(status.text()))
                            .toList());
        }
    }

    @Test
    void pages_of_a_status_go_on_where_publications_are_of_one_moment() {
        var projector = new Projector(tables);
        var failed = new ArrayList<String>();
        for (var number = 0; number < 5; number++) {
            failed.add(accepted());
            projector.tells(failed.getLast(), "failed", 1);
            projector.tells(accepted(), "parked", 1);
        }
        var waiting = List.of(accepted(), accepted(), accepted());
        tables.sql(
                        "UPDATE publish_api.publication SET created_at = '2026-11-24T09:15:30.123456Z' WHERE site_id = :site")
                .param("site", UUID.fromString(idOf(site)))
                .update();

        var ofOneMoment = Comparator.<String>reverseOrder();
        assertThat(pages("failed"))
                .isEqualTo(failed.stream().sorted(ofOneMoment).toList());
        assertThat(pages("accepted"))
                .isEqualTo(waiting.stream().sorted(ofOneMoment).toList());
    }

    @Test
    void operators_see_a_status_of_all_clients_and_clients_their_own() {
        var operator = newClient("operator");
        var other = newClient("client");
        var request = story();
        var mine = publish(request).text("/publicationId");
        var elsewhere = "site-" + shortId();
        assertThat(registerSite(elsewhere).status()).isEqualTo(201);
        var theirs = send(
                        "POST",
                        "/v1/publications",
                        other,
                        Map.of("Idempotency-Key", UUID.randomUUID().toString()),
                        request.deepCopy().put("site", elsewhere).toString())
                .text("/publicationId");
        var key = request.get("storyKey").asString();

        for (var status : List.of("accepted", "failed", "published")) {
            if (!status.equals("accepted")) {
                List.of(mine, theirs).forEach(id -> new Projector(tables).tells(id, status, 1));
            }
            var query = "?status=" + status;
            assertThat(ids(clientKey, query)).as(status).containsExactly(mine);
            assertThat(ids(other, query)).as(status).containsExactly(theirs);
            assertThat(ids(operator, query + "&storyKey=" + key)).as(status).containsExactly(theirs, mine);
            assertThat(ids(operator, query + "&site=" + elsewhere)).as(status).containsExactly(theirs);
            assertThat(ids(clientKey, query + "&site=" + elsewhere)).as(status).isEmpty();
        }
        assertThat(ids(operator, "?storyKey=" + key)).containsExactly(theirs, mine);
        assertThat(ids(clientKey, "?storyKey=" + key)).containsExactly(mine);
    }

    private String accepted() {
        return publish(story()).text("/publicationId");
    }

    private String cancelled() {
        var id = accepted();
        assertThat(command(id, "cancel").status()).isEqualTo(202);
        return id;
    }

    /** All pages of two of what has this status at the site. */
    private List<String> pages(String status) {
        var seen = new ArrayList<String>();
        var query = "?limit=2&site=" + site + "&status=" + status;
        var cursor = "";
        do {
            assertThat(seen).as("pages that come to an end").hasSizeLessThan(20);
            var page = get("/v1/publications" + query + cursor).json();
            page.get("publications")
                    .forEach(row -> seen.add(row.get("publicationId").asString()));
            cursor = "&cursor=" + page.get("nextCursor").asString("end");
        } while (!cursor.endsWith("=end"));
        return seen;
    }

    private List<String> ids(String key, String query) {
        return send("GET", "/v1/publications" + query, key, Map.of(), "")
                .json()
                .get("publications")
                .valueStream()
                .map(row -> row.get("publicationId").asString())
                .toList();
    }
}

package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsoleOverviewTest extends ConsoleVisit {

    @BeforeEach
    void nobody_says_anything_yet() {
        FakeOperations.PROJECTOR.forget();
        FakeOperations.PUBLISHER.forget();
    }

    @Test
    void what_flows_and_whether_it_is_well_is_told_at_a_glance() throws Exception {
        var done = publish(story()).text("/publicationId");
        var stopped = publish(story()).text("/publicationId");
        publish(story());
        var projector = new Projector(tables);
        signInAs("operator");
        var before = numbers();
        projector.tells(done, "published", 1);
        projector.tells(stopped, "parked", 1);
        FakeOperations.PUBLISHER.says("GET", "/operations/v1/sites", 200, """
                {"sites": [{"siteId": "%s", "circuit": "open", "counts": {"due": 1, "later": 1}}], "next": null}""".formatted(UUID.randomUUID()));
        FakeOperations.PROJECTOR.says("GET", "/operations/v1/checks", 200, """
                [{"id": "held", "state": "ok"}, {"id": "stalled", "state": "error", "violations": 1}]""");
        var page = page(open("/console/overview"));

        assertThat(numbers()).containsExactly(before[0], before[1] + 1, before[2] - 2, before[3] + 1);
        assertThat(page.select("svg.plot rect")).isNotEmpty();
        assertThat(page.select("#rate").text()).matches("In the last 5 minutes: .* accepted and .* done per minute\\.");
        assertThat(page.select("th[scope=row] a[href$='status=parked']")
                        .parents()
                        .select("tr")
                        .eachText())
                .anyMatch(row -> row.matches("Stories parked a person \\d+ .*"));
        assertThat(page.select(".card").eachText())
                .containsExactly(
                        "0 sites refuse our credentials, 1 are in trouble ✗ look 2 publications wait for a visit",
                        "Not all of 2 checks hold ✗ look stalled");
    }

    @Test
    void what_is_not_known_is_no_good_news() throws Exception {
        signInAs("operator");
        var page = page(open("/console/overview"));

        assertThat(page.select(".card.bad .story").eachText())
                .containsExactly("Not known how the sites fare", "Not known whether all holds");
    }

    @Test
    void the_overview_is_for_operators() throws Exception {
        signIn(clientKey);

        assertThat(open("/console/overview").statusCode()).isEqualTo(403);
        assertThat(FakeOperations.PROJECTOR.heard()).isEmpty();
    }

    /** Accepted, done, under way, stopped: of all tests' stories of this hour. */
    private int[] numbers() throws Exception {
        var words = page(open("/console/overview")).select("#flow").text().split("\\D+");
        return Arrays.stream(words).mapToInt(Integer::parseInt).toArray();
    }
}

package dev.colophon.local.publish;

import static dev.colophon.local.publish.Stories.aStory;
import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.local.publish.Outcome.State;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class OutcomeTableTest {

    private static final Outcome PUBLISHED = new Outcome(
            aStory("tides"),
            State.AS_ASKED,
            "published",
            "http://wp/tides/",
            "was busy",
            Duration.ofMillis(2340),
            false);
    private static final Outcome FAILED = new Outcome(
            aStory("ships"), State.OTHERWISE, "failed", "", "WP_REJECTED: empty", Duration.ofSeconds(1), false);
    private static final Outcome EARLIER =
            new Outcome(aStory("gulls"), State.AS_ASKED, "published", "http://wp/gulls/", "", Duration.ZERO, true);

    @Test
    void a_row_a_story_and_the_full_reason_of_what_went_otherwise() {
        var lines = OutcomeTable.lines(List.of(PUBLISHED, FAILED, EARLIER));

        assertThat(lines).hasSize(5);
        assertThat(lines.get(1))
                .contains("published", "2.3 s", "http://wp/tides/")
                .doesNotContain("was busy");
        assertThat(lines.get(3)).contains("earlier");
        assertThat(lines.getLast()).contains("ships", "failed", "WP_REJECTED: empty");
    }

    @Test
    void the_json_says_whether_all_is_as_asked() {
        var good = new JsonMapper().readTree(OutcomeTable.json(List.of(PUBLISHED, EARLIER), Duration.ofSeconds(3)));
        var bad = new JsonMapper().readTree(OutcomeTable.json(List.of(PUBLISHED, FAILED), Duration.ofSeconds(3)));

        assertThat(good.path("asAsked").asBoolean()).isTrue();
        assertThat(good.path("outcomes").size()).isEqualTo(2);
        assertThat(bad.path("asAsked").asBoolean()).isFalse();
        assertThat(bad.path("outcomes").path(1).path("reason").asString()).isEqualTo("WP_REJECTED: empty");
    }
}

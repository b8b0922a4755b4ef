package dev.colophon.publishapi.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.colophon.publishapi.accept.Submission;
import dev.colophon.publishapi.client.HtmlPolicy;
import dev.colophon.publishapi.problem.Findings;
import dev.colophon.publishapi.problem.ProblemException;
import dev.colophon.publishapi.site.Placement;
import dev.colophon.publishapi.story.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What a request for a publication must be, without a server. */
class RequestCheckTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant NOW = Instant.parse("2026-11-24T09:15:30Z");

    @Test
    void what_is_asked_for_is_read_with_all_its_variants() {
        var asked = submission("""
                {"storyKey": "k", "site": "news", "placement": "page", "publishAt": "2026-11-25T09:15:30Z",
                 "content": {"title": "default"}, "variants": {"post": {"title": "post"}, "page": {"title": "page"}}}""");

        assertThat(asked.storyKey()).hasToString("k");
        assertThat(asked.site()).hasToString("news");
        assertThat(asked.placement()).isEqualTo(Placement.PAGE);
        assertThat(asked.publishAt()).isEqualTo(Instant.parse("2026-11-25T09:15:30Z"));
        assertThat(asked.given()).hasSize(3);
        assertThat(asked.given().get(Slot.DEFAULT)).hasFieldOrPropertyWithValue("title", "default");
        assertThat(asked.given().get(Slot.of(Placement.POST))).hasFieldOrPropertyWithValue("title", "post");
        assertThat(asked.given().get(Slot.of(Placement.PAGE))).hasFieldOrPropertyWithValue("title", "page");
    }

    @Test
    void a_story_that_is_known_needs_no_content_and_now_needs_no_moment() {
        var asked = submission("{\"storyKey\": \"k\", \"site\": \"news\", \"placement\": \"post\"}");

        assertThat(asked.given()).isEmpty();
        assertThat(asked.publishAt()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "storyKey": null                                        | /storyKey OUT_OF_RANGE
            "storyKey": " "                                         | /storyKey OUT_OF_RANGE
            "storyKey": "a\\tb"                                     | /storyKey FORBIDDEN_CHARACTER
            "site": null                                            | /site INVALID_SITE_KEY
            "site": "News"                                          | /site INVALID_SITE_KEY
            "placement": null                                       | /placement UNKNOWN_PLACEMENT
            "placement": "wp_block"                                 | /placement UNKNOWN_PLACEMENT
            "publishAt": "soon"                                     | /publishAt NOT_AN_INSTANT
            "variants": {"attachment": {"title": "a"}}              | /variants UNKNOWN_PLACEMENT
            "variants": {"page": null}                              | /variants/page MISSING
            "variants": {"page": {}}                                | /variants/page EMPTY
            "content": {"title": "t", "slug": "A"}                  | /content/slug INVALID_SLUG
            """)
    void one_fault_is_named_by_its_place_and_code_and_nothing_else_is(String field, String fault) {
        assertThat(faults(field)).containsExactly(fault);
    }

    @Test
    void a_moment_may_lie_five_years_ahead_and_a_day_back_and_no_further() {
        var last = NOW.plus(Duration.ofDays(5 * 366));
        var first = NOW.minus(Duration.ofDays(1));

        assertThat(faults("\"publishAt\": \"" + last + "\"")).isEmpty();
        assertThat(faults("\"publishAt\": \"" + first + "\"")).isEmpty();
        assertThat(faults("\"publishAt\": \"" + last.plusSeconds(1) + "\"")).containsExactly("/publishAt OUT_OF_RANGE");
        assertThat(faults("\"publishAt\": \"" + first.minusSeconds(1) + "\""))
                .containsExactly("/publishAt OUT_OF_RANGE");
    }

    @Test
    void a_story_key_may_have_two_hundred_characters_and_not_one_more() {
        assertThat(faults("\"storyKey\": \"" + "k".repeat(200) + "\"")).isEmpty();
        assertThat(faults("\"storyKey\": \"" + "k".repeat(201) + "\"")).containsExactly("/storyKey OUT_OF_RANGE");
    }

    @Test
    void everything_that_is_wrong_is_told_at_once() {
        assertThat(faults("\"site\": null, \"placement\": null, \"content\": {\"title\": \"t\", \"slug\": \"A\"}"))
                .containsExactlyInAnyOrder(
                        "/site INVALID_SITE_KEY", "/placement UNKNOWN_PLACEMENT", "/content/slug INVALID_SLUG");
    }

    @Test
    void an_answer_says_what_is_wrong_or_of_many_things_how_many_and_lists_no_more_than_fifty() {
        var one = new Findings();
        one.add("/a", "A", "This is wrong.", "Mend it.");
        var many = new Findings();
        for (var number = 0; number < 51; number++) {
            many.add("/a/" + number, "A", "This is wrong.", "Mend it.");
        }

        new Findings().refuseIfAny();
        assertThatThrownBy(one::refuseIfAny).hasMessage("This is wrong.");
        assertThatThrownBy(many::refuseIfAny)
                .hasMessageStartingWith("51 things are wrong")
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.errors()).hasSize(50));
    }

    private static List<String> faults(String field) {
        var refusal = catchThrowableOfType(
                ProblemException.class,
                () -> submission("{\"storyKey\": \"k\", \"site\": \"news\", \"placement\": \"post\", " + field + "}"));
        return refusal == null
                ? List.of()
                : refusal.errors().stream()
                        .map(error -> error.pointer() + " " + error.code())
                        .toList();
    }

    private static Submission submission(String body) {
        return new RequestCheck(JSON.readValue(body, PublicationRequest.class), NOW, HtmlPolicy.TRUSTED).submission();
    }
}

package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.RecordedRequest;
import dev.colophon.wordpresspublisher.Contracts;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import dev.colophon.wordpresspublisher.wordpress.SitesAskedAgain;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/** What a story says to search engines, and the ids from upstream: kept with the companion plugin, and told as lost without it. */
@PublisherTest
class StoryMetaTest extends AtOneSite {

    private final ApplicationContext service;

    StoryMetaTest(PostgresServer postgres, @Autowired ApplicationContext service) {
        super(postgres, service);
        this.service = service;
    }

    @ParameterizedTest
    @ValueSource(strings = {"post", "page"})
    void with_the_plugin_all_is_kept_and_read_back(String placement) {
        wordpress.companion(true);

        Story story = story("told").want(request -> {
            SaidOfItself.in(request);
            request.put("placement", placement);
            variant(request).put("excerpt", "");
        });

        JsonNode receipt = story.awaitReceipt("published");
        assertThat(only(story).type()).isEqualTo(placement);
        assertThat(only(story).meta()).containsExactlyInAnyOrderEntriesOf(SaidOfItself.KEPT_OF_STORY);
        assertThat(fields(receipt, "notApplied"))
                .as("a page has no terms")
                .isEqualTo(placement.equals("page") ? List.of("categories", "tags") : List.of());
    }

    @Test
    void a_story_that_says_nothing_of_itself_leaves_its_key_with_the_post_and_one_that_the_plugin_cleans_is_told() {
        wordpress.companion(true);

        Story plain = story("keyed").want();
        Story odd = newsroom.story(plain.site(), "odd-key").want(request -> request.put("storyKey", "desk <b>7</b>"));

        assertThat(fields(plain.awaitReceipt("published"), "notApplied")).isEmpty();
        assertThat(only(plain).meta()).isEqualTo(Map.of("colophon_story_key", "harbour-reopens"));
        JsonNode receipt = odd.awaitReceipt("published");
        assertThat(only(odd).meta()).isEqualTo(Map.of("colophon_story_key", "desk 7"));
        assertThat(fields(receipt, "notApplied")).containsExactly("storyKey");
        assertThat(Contracts.errorsInReceipt(receipt.toString())).isEmpty();
    }

    @Test
    void without_it_no_story_key_is_sent_nor_told_as_lost() {
        Story story = story("stock").want();

        JsonNode receipt = story.awaitReceipt("published");

        assertThat(fields(receipt, "notApplied")).isEmpty();
        assertThat(wordpress.requests().stream()
                        .filter(RecordedRequest::writes)
                        .map(one -> one.json().toString()))
                .isNotEmpty()
                .noneMatch(body -> body.contains("colophon_story_key"));
    }

    @Test
    void without_it_each_is_told_as_lost_and_not_sent_for_ever() {
        Story story = story("lost").want(SaidOfItself::in);
        JsonNode receipt = story.awaitReceipt("published");
        long writes = writes();

        story.want(request -> SaidOfItself.in(request).put("title", "lost r1"));
        JsonNode second = story.awaitReceipt("published");

        for (JsonNode told : List.of(receipt, second)) {
            assertThat(fields(told, "notApplied"))
                    .containsExactly(
                            "seoTitle", "seoDescription", "seoCanonical", "seoFocusKeyword", "clusterId", "sectorId");
            assertThat(Contracts.errorsInReceipt(told.toString())).isEmpty();
        }
        assertThat(writes()).isEqualTo(writes);
    }

    @Test
    void a_plugin_that_comes_later_gets_them_with_the_next_update() {
        Story story = story("later").want(SaidOfItself::in);
        story.awaitReceipt("published");
        newsroom.under("keep-editors", story.site());
        wordpress.companion(true);
        SitesAskedAgain.about(story.site(), service);

        story.want(request -> SaidOfItself.in(request).put("title", "later r1"));

        JsonNode receipt = story.awaitReceipt("published");
        assertThat(only(story).meta()).containsExactlyInAnyOrderEntriesOf(SaidOfItself.KEPT);
        assertThat(receipt.path("post").has("notApplied")).isFalse();
        assertThat(receipt.path("post").path("update").path("sent")).hasSize(6);
        assertThat(receipt.path("post").path("update").has("kept")).isFalse();
    }

    @Test
    void an_update_sends_the_one_that_differs_and_an_empty_one_takes_it_away() {
        wordpress.companion(true);
        Story story = story("changed").want(SaidOfItself::in);
        story.awaitReceipt("published");

        story.want(request -> {
            SaidOfItself.in(request).put("title", "changed r1");
            variant(request).withObject("/ids").put("sectorId", "");
        });

        JsonNode receipt = story.awaitReceipt("published");
        RecordedRequest sent = wordpress.requests().stream()
                .filter(RecordedRequest::writes)
                .toList()
                .getLast();
        assertThat(sent.json().toString()).isEqualTo("{\"meta\":{\"colophon_sector_id\":\"\"}}");
        assertThat(receipt.path("post").path("update").toString())
                .isEqualTo("{\"did\":\"changed\",\"sent\":[\"sectorId\"]}");
        assertThat(only(story).meta())
                .containsEntry("colophon_sector_id", "")
                .containsEntry("colophon_seo_title", "Ships");
        assertThat(receipt.path("post").has("notApplied")).isFalse();
    }

    @Test
    void what_a_revision_does_not_name_stays_as_the_site_has_it() {
        wordpress.companion(true);
        Story story = story("unsaid").want(SaidOfItself::in);
        story.awaitReceipt("published");

        story.want(request -> variant(request).put("html", "<p>Second edition.</p>"));

        story.awaitReceipt("published");
        assertThat(only(story).content()).startsWith("<p>Second edition.</p>");
        assertThat(only(story).meta()).containsExactlyInAnyOrderEntriesOf(SaidOfItself.KEPT_OF_STORY);
    }

    @Test
    void an_editors_words_are_kept_where_the_site_says_so_and_a_value_that_was_cleaned_is_told() {
        wordpress.companion(true);
        Story story = story("edited").want(SaidOfItself::in);
        newsroom.under("keep-editors", story.site());
        story.awaitReceipt("published");
        asEditorSaying(
                "{\"meta\":{\"colophon_seo_title\":\"By the editor\"}}",
                only(story).id());

        story.want(request -> {
            SaidOfItself.in(request).put("title", "edited r1");
            variant(request).withObject("/seo").put("description", "About <b>ships</b>");
        });

        JsonNode receipt = story.awaitReceipt("published");
        assertThat(only(story).meta())
                .containsEntry("colophon_seo_title", "By the editor")
                .containsEntry("colophon_seo_description", "About ships");
        assertThat(receipt.path("post").path("update").toString())
                .isEqualTo("{\"did\":\"changed\",\"sent\":[\"seoDescription\"],\"kept\":[\"seoTitle\"]}");
        assertThat(fields(receipt, "notApplied")).containsExactly("seoDescription");
    }

    private static List<String> fields(JsonNode receipt, String name) {
        return receipt.path("post")
                .path(name)
                .valueStream()
                .map(one -> one.path("field").stringValue())
                .toList();
    }
}

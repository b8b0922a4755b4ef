package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.Fault;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Taxonomies that a plugin of the site brings: found out from the site, their terms made as categories are; what is not there is told. */
@PublisherTest
class TaxonomiesTest extends AtOneSite {

    private static final String BEBOP = "{\"genre\": [[\"Jazz\", \"Bebop\"]], \"mood\": [[\"Calm\"]]}";

    TaxonomiesTest(PostgresServer postgres, @Autowired ApplicationContext service) {
        super(postgres, service);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void terms_of_a_hierarchical_and_a_flat_one_are_made_and_shown(boolean plugin) {
        wordpress.companion(plugin);
        Story story = story("bebop").want(taxonomies(BEBOP));

        JsonNode receipt = story.awaitReceipt("published");

        assertThat(receipt.path("post").has("notApplied")).isFalse();
        assertThat(made()).containsExactly("Jazz", "Bebop", "Calm");
        assertThat(only(story).otherTerms()).isEqualTo(Map.of("genre", List.of("Bebop"), "mood", List.of("Calm")));
        assertThat(only(story).categories()).containsExactly("Local news");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void one_more_story_with_known_terms_asks_for_nothing_more_than_any_other(boolean plugin) {
        wordpress.companion(plugin);
        UUID site = newsroom.site(wordpress);
        newsroom.story(site, "first").want(taxonomies(BEBOP)).awaitReceipt("published");
        int before = wordpress.requests().size();

        newsroom.story(site, "second").want(taxonomies(BEBOP)).awaitReceipt("published");

        assertThat(wordpress.requests().size() - before).isEqualTo(plugin ? 1 : 3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_the_site_does_not_show_is_told_and_asked_for_once_only(boolean plugin) {
        wordpress.companion(plugin);
        UUID site = newsroom.site(wordpress);
        for (String slug : List.of("one", "two", "three")) {
            Story story =
                    newsroom.story(site, slug).want(taxonomies("{\"secret\": [[\"Plot\"]], \"genre\": [[\"Jazz\"]]}"));

            JsonNode told = story.awaitReceipt("published").path("post").path("notApplied");

            assertThat(told).hasSize(1);
            assertThat(told.path(0).path("field").stringValue()).isEqualTo("taxonomies");
            assertThat(told.path(0).path("code").stringValue()).isEqualTo("WP_TAXONOMY_NOT_APPLIED");
            assertThat(told.path(0).path("detail").stringValue()).endsWith(": secret.");
            assertThat(only(story).otherTerms()).isEqualTo(Map.of("genre", List.of("Jazz")));
        }
        assertThat(askedForTaxonomies()).isPositive().isLessThan(3);
        assertThat(made()).containsExactly("Jazz");
    }

    @Test
    void a_taxonomy_of_another_kind_of_post_is_told_and_one_of_pages_is_kept() {
        Story story = story("a-page").want(request -> {
            request.put("placement", "page");
            variant(request).put("excerpt", "").putArray("categories");
            variant(request).putArray("tags");
            taxonomies(BEBOP).accept(request);
        });

        JsonNode told = story.awaitReceipt("published").path("post").path("notApplied");

        assertThat(told).hasSize(1);
        assertThat(told.path(0).path("detail").stringValue()).endsWith(": genre.");
        assertThat(only(story).otherTerms()).isEqualTo(Map.of("mood", List.of("Calm")));
    }

    @Test
    void a_term_under_another_where_none_can_be_is_told_and_the_others_are_shown() {
        Story story = story("flat").want(taxonomies("{\"mood\": [[\"Calm\"], [\"Calm\", \"Sleepy\"]]}"));

        JsonNode told = story.awaitReceipt("published").path("post").path("notApplied");

        assertThat(told.path(0).path("code").stringValue()).isEqualTo("WP_TAXONOMY_NOT_APPLIED");
        assertThat(made()).containsExactly("Calm");
        assertThat(only(story).otherTerms()).isEqualTo(Map.of("mood", List.of("Calm")));
    }

    @Test
    void an_update_takes_off_what_it_names_without_terms_and_leaves_what_it_does_not_name() {
        Story story = story("less").want(taxonomies(BEBOP));
        story.awaitReceipt("published");

        JsonNode receipt = story.want(taxonomies("{\"mood\": []}")).awaitReceipt("published");

        assertThat(only(story).otherTerms()).isEqualTo(Map.of("genre", List.of("Bebop"), "mood", List.of()));
        assertThat(receipt.path("post").path("update").path("sent").toString()).contains("\"taxonomies\"");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_plugin_that_is_gone_since_its_terms_were_noted_is_found_out_and_told(boolean plugin) {
        wordpress.companion(plugin);
        UUID site = newsroom.site(wordpress);
        newsroom.story(site, "with").want(taxonomies(BEBOP)).awaitReceipt("published");
        wordpress.registeredKinds(false);
        Story story = newsroom.story(site, "without").want(taxonomies(BEBOP));

        JsonNode deferred = story.awaitReceipt("deferred");
        newsroom.travel(story.id(), Duration.ofMinutes(5));
        JsonNode receipt = story.awaitReceipt("published");

        assertThat(code(deferred)).isEqualTo("WP_TERMS_DROPPED");
        assertThat(receipt.path("post")
                        .path("notApplied")
                        .path(0)
                        .path("detail")
                        .stringValue())
                .endsWith(": genre, mood.");
        assertThat(story.everPublicAt(wordpress)).isOne();
    }

    @Test
    void a_taxonomy_that_goes_before_its_term_is_made_is_found_out_and_told() {
        UUID site = newsroom.site(wordpress);
        newsroom.story(site, "with").want(taxonomies(BEBOP)).awaitReceipt("published");
        wordpress.registeredKinds(false);
        Story story = newsroom.story(site, "without").want(taxonomies("{\"genre\": [[\"Blues\"]]}"));

        JsonNode deferred = story.awaitReceipt("deferred");
        newsroom.travel(story.id(), Duration.ofMinutes(5));
        JsonNode receipt = story.awaitReceipt("published");

        assertThat(code(deferred)).isEqualTo("WP_NO_ROUTE");
        assertThat(receipt.path("post").path("notApplied").path(0).path("code").stringValue())
                .isEqualTo("WP_TAXONOMY_NOT_APPLIED");
    }

    @Test
    void a_lost_answer_to_the_making_of_a_term_leaves_one() {
        Fault fault = Fault.badGatewayAfter();
        wordpress
                .script()
                .onNext(request -> request.writes() && request.route().equals("/wp/v2/genres"))
                .then(fault);
        Story story = story("lost").want(taxonomies("{\"genre\": [[\"Jazz\"]]}"));
        story.awaitReceipt("deferred");
        newsroom.sql()
                .sql("UPDATE wordpress_publisher.site_term SET making_until = now() WHERE making_until IS NOT NULL")
                .update();

        newsroom.travel(story.id(), Duration.ofMinutes(5));
        story.awaitReceipt("published");

        assertThat(fault.fired()).isOne();
        assertThat(made()).containsExactly("Jazz", "Jazz");
        assertThat(only(story).otherTerms()).isEqualTo(Map.of("genre", List.of("Jazz")));
    }

    @Test
    void two_stories_that_race_for_one_new_term_get_one() {
        UUID site = newsroom.site(wordpress);
        Story one = newsroom.story(site, "one").want(taxonomies(BEBOP));
        Story other = newsroom.story(site, "other").want(taxonomies(BEBOP));

        for (Story story : List.of(one, other)) {
            story.awaitReceipt("published");
            assertThat(only(story).otherTerms()).isEqualTo(Map.of("genre", List.of("Bebop"), "mood", List.of("Calm")));
        }
        assertThat(made()).containsExactly("Jazz", "Bebop", "Calm");
    }

    private static Consumer<ObjectNode> taxonomies(String json) {
        return request -> variant(request)
                .putObject("settings")
                .set("taxonomies", JsonMapper.shared().readTree(json));
    }

    private List<String> made() {
        return wordpress.requests().stream()
                .filter(request -> request.writes() && request.route().matches("/wp/v2/(genres|mood)"))
                .map(request -> request.json().path("name").stringValue())
                .toList();
    }

    private long askedForTaxonomies() {
        return wordpress.requests().stream()
                .filter(request -> request.route().equals("/wp/v2/taxonomies"))
                .count();
    }
}

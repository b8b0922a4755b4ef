package dev.colophon.testkit.wordpress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What WordPress would drop in silence is refused and named, and leaves nothing behind. */
interface CompanionRefusalContract extends OnCompanion {

    @Test
    default void fields_that_the_site_does_not_show_are_all_named_and_nothing_is_stored() {
        String slug = fresh();
        Map<String, Object> story = story(slug, "publish", "excerpt", "In short");
        story.put("comment_status", "closed");
        site().hide("excerpt", "comment_status", "ping_status");
        try {
            Reply refused = editor().post(keyed(slug, 1), story);

            assertThat(refused.code()).isEqualTo("colophon_not_stored");
            assertThat(refused.json().path("data").path("dropped").valueStream().map(JsonNode::asString))
                    .containsExactlyInAnyOrder("excerpt", "comment_status");
            assertThat(lookUp(slug).json()).isEmpty();
        } finally {
            site().hide();
        }
        assertThat(editor().post(keyed(slug, 1), story).status()).isEqualTo(201);
    }

    @Test
    default void meta_that_nobody_registered_leaves_no_post_behind() {
        String slug = fresh();

        Reply refused = editor().post(keyed(slug, 1), story(slug, "publish", "meta", Map.of("seo_title", "x")));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("colophon_not_stored");
        assertThat(refused.text()).contains("\"dropped\":[\"meta.seo_title\"]");
        assertThat(lookUp(slug).json()).isEmpty();
    }

    @Test
    default void meta_of_a_wrong_type_leaves_no_post_behind() {
        String slug = fresh();

        Reply refused = editor().post(keyed(slug, 1), story(slug, "publish", "meta", Map.of("footnotes", 5)));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("rest_invalid_type");
        assertThat(lookUp(slug).json()).isEmpty();
        assertThat(editor().get(byKey(slug)).status()).isEqualTo(404);
    }

    @Test
    default void what_wordpress_would_drop_in_silence_is_refused() {
        String slug = fresh();

        Reply refused = editor().post(keyed(slug, 1), story(slug, "publish", "categories", List.of(987_654)));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("colophon_not_stored");
        assertThat(refused.json().path("data").path("dropped").path(0).asString())
                .isEqualTo("categories");
        assertThat(lookUp(slug).json()).isEmpty();
        assertThat(editor().get(byKey(slug)).status()).isEqualTo(404);
    }

    @Test
    default void what_wordpress_itself_refuses_takes_no_key() {
        String slug = fresh();

        Reply refused = editor().post(keyed(slug, 1), story(slug, "publish", "author", 987_654));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("rest_invalid_author");
        assertThat(editor().get(byKey(slug)).code()).isEqualTo("colophon_no_such_key");
    }
}

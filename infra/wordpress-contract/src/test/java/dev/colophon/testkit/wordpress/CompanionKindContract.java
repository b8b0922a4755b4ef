package dev.colophon.testkit.wordpress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The companion plugin with kinds of posts and terms that another plugin of the site brings: as it does with WordPress's own. */
interface CompanionKindContract extends CompanionContract {

    @Test
    default void a_key_makes_a_post_of_a_registered_kind_with_terms_of_a_registered_taxonomy() {
        String slug = fresh();
        long genre = editor().post("/wp/v2/genres", Map.of("name", slug)).id();
        Map<String, Object> story = story(slug, "publish", "genres", List.of(genre));
        story.put("type", "story");

        Reply made = editor().post(keyed(slug, 1), story);
        Reply again = editor().post(keyed(slug, 1), story);

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.ids("genres")).containsExactly(genre);
        assertThat(again.id()).isEqualTo(made.id());
        assertThat(editor().get("/wp/v2/stories/" + made.id() + "?context=edit").field("slug"))
                .isEqualTo(slug);
    }

    @Test
    default void what_a_kind_of_post_would_drop_is_refused_with_its_name_and_nothing_is_stored() {
        long genre = editor().post("/wp/v2/genres", Map.of("name", fresh())).id();
        Map<String, Object> page = story(fresh(), "publish", "genres", List.of(genre));
        page.put("type", "page");
        Map<String, Object> story = story(fresh(), "publish", "format", "aside");
        story.put("type", "story");

        for (Map<String, Object> body : List.of(page, story)) {
            String key = fresh();
            Reply refused = editor().post(keyed(key, 1), body);

            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.code()).isEqualTo("colophon_not_stored");
            assertThat(refused.json().path("data").path("dropped").path(0).asString())
                    .isIn("genres", "format");
            assertThat(editor().get(byKey(key)).code()).isEqualTo("colophon_no_such_key");
        }
    }

    @Test
    default void a_kind_of_post_that_is_not_there_is_refused_and_its_key_stays_free() {
        String key = fresh();
        Map<String, Object> story = story(fresh(), "publish", "type", "no-such-kind");

        assertThat(editor().post(keyed(key, 1), story).code()).isEqualTo("colophon_unknown_type");

        story.put("type", "post");
        assertThat(editor().post(keyed(key, 1), story).status()).isEqualTo(201);
    }
}

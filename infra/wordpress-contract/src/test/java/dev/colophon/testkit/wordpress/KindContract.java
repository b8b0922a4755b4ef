package dev.colophon.testkit.wordpress;

import static dev.colophon.testkit.wordpress.CredentialsContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Kinds of posts and terms that a plugin of the site brings: how the site tells of them, and what it keeps of them. */
interface KindContract extends OnSite {

    String GENRES = "/wp/v2/genres";
    String MOODS = "/wp/v2/mood";
    String STORIES = "/wp/v2/stories";

    @Test
    default void a_site_tells_its_taxonomies_by_name_with_their_collection_and_their_types() {
        JsonNode all = editor().get("/wp/v2/taxonomies?context=edit").json();

        assertThat(all.path("genre").path("rest_base").asString()).isEqualTo("genres");
        assertThat(all.path("genre").path("rest_namespace").asString()).isEqualTo("wp/v2");
        assertThat(all.path("genre").path("hierarchical").asBoolean()).isTrue();
        assertThat(all.path("genre").path("types").toString()).isEqualTo("[\"post\",\"story\"]");
        assertThat(all.path("mood").path("rest_base").asString()).isEqualTo("mood");
        assertThat(all.path("mood").path("hierarchical").asBoolean(true)).isFalse();
        assertThat(all.path("category").path("rest_base").asString()).isEqualTo("categories");
        assertThat(all.has("secret")).isFalse();
    }

    @Test
    default void a_site_tells_its_kinds_of_posts_with_what_they_have() {
        JsonNode all = editor().get("/wp/v2/types?context=edit").json();

        JsonNode story = all.path("story");
        assertThat(story.path("rest_base").asString()).isEqualTo("stories");
        assertThat(story.path("rest_namespace").asString()).isEqualTo("wp/v2");
        assertThat(story.path("hierarchical").asBoolean(true)).isFalse();
        assertThat(story.path("viewable").asBoolean()).isTrue();
        assertThat(story.path("supports").propertyNames()).contains("title", "editor", "excerpt", "thumbnail");
        assertThat(story.path("supports").has("comments")).isFalse();
        assertThat(story.path("taxonomies").toString()).isEqualTo("[\"genre\"]");
        assertThat(all.path("page").path("hierarchical").asBoolean()).isTrue();
        assertThat(all.has("memo")).isFalse();
    }

    @Test
    default void who_may_not_write_posts_is_not_shown_how_they_are_made() {
        assertThat(stranger().get("/wp/v2/taxonomies?context=edit").status()).isEqualTo(401);
        assertThat(stranger().get("/wp/v2/types?context=edit").status()).isEqualTo(401);
    }

    @Test
    default void terms_of_a_registered_taxonomy_are_made_and_kept_as_categories_are() {
        String mark = fresh();
        long jazz = editor().post(GENRES, Map.of("name", "Jazz " + mark)).id();
        long bebop = editor().post(GENRES, Map.of("name", "Bebop " + mark, "parent", jazz))
                .id();
        long calm = editor().post(MOODS, Map.of("name", "Calm " + mark)).id();
        assertRefused(editor().post(GENRES, Map.of("name", "Jazz " + mark)), 400, "term_exists");
        assertRefused(
                editor().post(MOODS, Map.of("name", fresh(), "parent", calm)), 400, "rest_taxonomy_not_hierarchical");
        Map<String, Object> story = story(fresh(), "publish", "genres", List.of(bebop, 99_999_999));
        story.put("mood", List.of(calm));

        long post = editor().post(POSTS, story).id();

        assertThat(read(post).ids("genres")).containsExactly(bebop);
        assertThat(read(post).ids("mood")).containsExactly(calm);
        editor().post(item(post), Map.of("mood", List.of()));
        assertThat(read(post).ids("mood")).isEmpty();
        assertThat(read(post).ids("genres")).containsExactly(bebop);
    }

    @Test
    default void a_taxonomy_that_the_kind_of_post_does_not_have_is_dropped_without_a_word() {
        long genre = editor().post(GENRES, Map.of("name", fresh())).id();

        Reply page = editor().post(PAGES, story(fresh(), "draft", "genres", List.of(genre)));
        Reply post = editor().post(POSTS, story(fresh(), "draft", "secret", List.of(genre)));

        assertThat(page.status()).isEqualTo(201);
        assertThat(page.json().has("genres")).isFalse();
        assertThat(post.status()).isEqualTo(201);
        assertThat(post.json().has("secret")).isFalse();
    }

    @Test
    default void a_post_of_a_registered_kind_keeps_what_its_kind_has_and_drops_the_rest_without_a_word() {
        String slug = fresh();
        long genre = editor().post(GENRES, Map.of("name", fresh())).id();
        Map<String, Object> story = story(slug, "publish", "genres", List.of(genre));
        story.put("excerpt", "In short");
        story.put("comment_status", "closed");
        story.put("format", "aside");
        story.put("sticky", true);
        story.put("categories", List.of(1));

        Reply made = editor().post(STORIES, story);

        assertThat(made.status()).isEqualTo(201);
        JsonNode read =
                editor().get(STORIES + "/" + made.id() + "?context=edit").json();
        assertThat(read.path("type").asString()).isEqualTo("story");
        assertThat(read.path("slug").asString()).isEqualTo(slug);
        assertThat(read.path("excerpt").path("raw").asString()).isEqualTo("In short");
        assertThat(read.path("genres").toString()).isEqualTo("[" + genre + "]");
        assertThat(read.propertyNames()).doesNotContain("comment_status", "format", "sticky", "categories", "parent");
        assertRefused(editor().get(POSTS + "/" + made.id()), 404, "rest_post_invalid_id");
        assertThat(editor().get("/wp/v2/memo").status()).isEqualTo(404);
    }
}

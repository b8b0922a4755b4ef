package dev.colophon.testkit.wordpress;

import static dev.colophon.testkit.wordpress.CredentialsContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is set for a post beside its texts: kept, refused with a word, or dropped without one. */
interface SettingsContract extends OnSite {

    String PAGES = "/wp/v2/pages";

    @Test
    default void comments_pings_format_template_and_author_are_kept() {
        Map<String, Object> story = story(fresh(), "draft", "format", "aside");
        story.put("comment_status", "closed");
        story.put("ping_status", "closed");
        story.put("author", 1);

        Reply read = read(editor().post(POSTS, story).id());

        assertThat(read.field("format")).isEqualTo("aside");
        assertThat(read.field("comment_status")).isEqualTo("closed");
        assertThat(read.field("ping_status")).isEqualTo("closed");
        assertThat(read.json().path("author").asLong()).isEqualTo(1);
        assertThat(read.field("template")).isEmpty();
    }

    @Test
    default void an_update_without_settings_leaves_them_alone() {
        long post = editor().post(POSTS, story(fresh(), "draft", "comment_status", "closed"))
                .id();

        editor().post(item(post), Map.of("title", "New"));

        assertThat(read(post).field("comment_status")).isEqualTo("closed");
    }

    @Test
    default void what_nobody_knows_is_refused_with_a_word() {
        assertRefused(editor().post(POSTS, story(fresh(), "draft", "author", 987654)), 400, "rest_invalid_author");
        assertRefused(editor().post(POSTS, story(fresh(), "draft", "format", "poem")), 400, "rest_invalid_param");
        assertRefused(
                editor().post(POSTS, story(fresh(), "draft", "template", "no-such.php")), 400, "rest_invalid_param");
        assertRefused(
                editor().post(POSTS, story(fresh(), "draft", "comment_status", "maybe")), 400, "rest_invalid_param");
        assertRefused(editor().post(PAGES, story(fresh(), "draft", "parent", 987654)), 400, "rest_post_invalid_id");
    }

    @Test
    default void a_featured_image_that_is_not_there_is_dropped_without_a_word() {
        Reply created = editor().post(POSTS, story(fresh(), "draft", "featured_media", 987654));

        assertThat(created.status()).isEqualTo(201);
        assertThat(read(created.id()).json().path("featured_media").asLong(-1)).isZero();
    }

    @Test
    default void a_page_has_a_parent_and_a_private_post_an_address_of_its_own() {
        long parent = editor().post(PAGES, story(fresh(), "publish")).id();
        String slug = fresh();

        Reply child = editor().post(PAGES, story(fresh(), "draft", "parent", parent));
        Reply hidden = editor().post(POSTS, story(slug, "private"));

        assertThat(child.json().path("parent").asLong()).isEqualTo(parent);
        assertThat(child.field("comment_status")).isEqualTo("closed");
        assertThat(hidden.field("status")).isEqualTo("private");
        assertThat(hidden.field("link")).contains(slug);
        assertThat(stranger().get(item(hidden.id())).status()).isEqualTo(401);
    }
}

package dev.colophon.testkit.wordpress;

import static dev.colophon.testkit.wordpress.CredentialsContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Looking for a post: what is found, what is left out, and what is no evidence of absence. */
interface ListContract extends OnSite {

    @Test
    default void any_status_leaves_the_trash_out_unless_it_is_named() {
        String slug = fresh();
        long draft = draft(slug);
        long trashed = published(slug);
        editor().delete(item(trashed));
        String slugs = "?slug=%s,%s-2,%s__trashed,%s-2__trashed&context=edit&orderby=id&order=asc&_fields=id"
                .formatted(slug, slug, slug, slug);

        Reply any = editor().get(POSTS + slugs + "&status=any");
        Reply all = editor().get(POSTS + slugs + "&status=any,trash");

        assertThat(any.each("id")).containsExactly(Long.toString(draft));
        assertThat(all.each("id")).containsExactly(Long.toString(draft), Long.toString(trashed));
        assertThat(all.header("X-WP-Total")).isEqualTo("2");
        assertThat(all.header("X-WP-TotalPages")).isEqualTo("1");
    }

    @Test
    default void without_a_status_only_what_is_public_is_listed() {
        String slug = fresh();
        draft(slug);
        long published = published(slug);

        assertThat(editor().get(POSTS + "?slug=%s,%s-2".formatted(slug, slug)).each("id"))
                .containsExactly(Long.toString(published));
    }

    @Test
    default void pages_are_turned_in_order_and_a_page_too_far_is_an_error_unless_there_is_nothing() {
        String slug = fresh();
        long first = draft(slug);
        long second = draft(slug);
        String query = "?slug=%s,%s-2&status=any&context=edit&orderby=id&order=asc&per_page=1".formatted(slug, slug);

        assertThat(editor().get(POSTS + query + "&page=1").each("id")).containsExactly(Long.toString(first));
        assertThat(editor().get(POSTS + query + "&page=2").each("id")).containsExactly(Long.toString(second));
        assertThat(editor().get(POSTS + query).header("X-WP-TotalPages")).isEqualTo("2");
        assertRefused(editor().get(POSTS + query + "&page=3"), 400, "rest_post_invalid_page_number");
        assertThat(editor().get(POSTS + "?slug=" + fresh() + "&page=3").json()).isEmpty();
    }

    @Test
    default void an_offset_skips() {
        String slug = fresh();
        draft(slug);
        long second = draft(slug);

        assertThat(editor().get(POSTS
                                + "?slug=%s,%s-2&status=any&orderby=id&order=asc&per_page=100&offset=1"
                                        .formatted(slug, slug))
                        .each("id"))
                .containsExactly(Long.toString(second));
    }

    @Test
    default void more_than_100_on_a_page_are_refused() {
        Reply refused = editor().get(POSTS + "?per_page=101");

        assertRefused(refused, 400, "rest_invalid_param");
        assertThat(refused.json().path("data").path("params").has("per_page")).isTrue();
    }

    @Test
    default void a_query_by_meta_is_ignored_and_finds_everything() {
        long post = published(fresh());

        assertThat(editor().get(POSTS + "?meta_key=story&meta_value=nothing&orderby=id&order=desc&per_page=1")
                        .each("id"))
                .containsExactly(Long.toString(post));
    }

    @Test
    default void a_search_reads_comments_in_the_content_but_no_slugs() {
        String slug = fresh();
        String mark = fresh();
        long post = editor().post(
                        POSTS, Map.of("title", "x", "slug", slug, "content", "<!-- colophon:" + mark + " -->"))
                .id();

        assertThat(editor().get(POSTS + "?status=any&context=edit&search=colophon:" + mark)
                        .each("id"))
                .containsExactly(Long.toString(post));
        assertThat(editor().get(POSTS + "?status=any&context=edit&search=" + slug)
                        .json())
                .isEmpty();
    }

    @Test
    default void an_unknown_route_is_not_a_post_that_is_gone() {
        assertRefused(editor().get("/wp/v2/nothing"), 404, "rest_no_route");
        assertRefused(editor().get(POSTS + "/abc"), 404, "rest_no_route");
        assertRefused(editor().write("PUT", POSTS, Map.of()), 404, "rest_no_route");
        assertRefused(editor().get(POSTS + "/99999999"), 404, "rest_post_invalid_id");
    }
}

package dev.colophon.testkit.wordpress;

import static dev.colophon.testkit.wordpress.CredentialsContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Looking at a whole site, as a reconciliation does: many posts by their ids, all posts with a mark, page after page. */
interface SurveyContract extends OnSite {

    @Test
    default void named_posts_come_in_one_list_with_the_trash_and_without_what_is_gone() {
        long draft = draft(fresh());
        long published = published(fresh());
        long trashed = published(fresh());
        editor().delete(item(trashed));
        long deleted = published(fresh());
        editor().delete(item(deleted) + "?force=true");
        String include = "?include=%d,%d,%d,%d&status=any,trash&context=edit&per_page=100&_fields=id,status"
                .formatted(draft, published, trashed, deleted);

        Reply list = editor().get(POSTS + include);

        assertThat(list.each("id"))
                .containsExactlyInAnyOrder(Long.toString(draft), Long.toString(published), Long.toString(trashed));
        assertThat(list.each("status")).containsExactlyInAnyOrder("draft", "publish", "trash");
        assertRefused(editor().get(item(deleted) + "?context=edit"), 404, "rest_post_invalid_id");
    }

    @Test
    default void a_list_for_somebody_who_is_not_known_is_a_refusal_and_no_empty_list() {
        long post = published(fresh());

        assertThat(stranger()
                        .get(POSTS + "?include=" + post + "&status=any,trash&context=edit")
                        .status())
                .isBetween(400, 401);
    }

    @Test
    default void a_search_for_a_mark_finds_drafts_and_the_trash_and_pages_by_offset() {
        String mark = fresh();
        long draft = marked(mark, "draft");
        long published = marked(mark, "publish");
        long trashed = marked(mark, "publish");
        editor().delete(item(trashed));
        String query = "?search=colophon:" + mark
                + "&status=any,trash&context=edit&orderby=id&order=asc&per_page=2&_fields=id&offset=";

        assertThat(editor().get(POSTS + query + 0).each("id"))
                .containsExactly(Long.toString(draft), Long.toString(published));
        assertThat(editor().get(POSTS + query + 2).each("id")).containsExactly(Long.toString(trashed));
    }

    @Test
    default void an_offset_past_the_end_is_an_empty_page_and_no_error() {
        String mark = fresh();
        marked(mark, "draft");
        String query = "?search=colophon:" + mark + "&status=any,trash&context=edit&per_page=1&offset=";

        Reply past = editor().get(POSTS + query + 1);

        assertThat(past.status()).isEqualTo(200);
        assertThat(past.json()).isEmpty();
    }

    private long marked(String mark, String status) {
        return editor().post(
                        POSTS,
                        Map.of(
                                "title",
                                "x",
                                "slug",
                                fresh(),
                                "status",
                                status,
                                "content",
                                "<p>x</p><!-- colophon:" + mark + " g1 -->"))
                .id();
    }
}

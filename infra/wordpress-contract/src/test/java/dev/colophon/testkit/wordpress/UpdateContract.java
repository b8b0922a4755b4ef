package dev.colophon.testkit.wordpress;

import static dev.colophon.testkit.wordpress.CredentialsContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Updates by id are safe to repeat, and no precondition is a lock. */
interface UpdateContract extends OnSite {

    @Test
    default void an_update_changes_what_it_names_and_may_be_repeated() {
        Reply created = editor().post(POSTS, story(fresh(), "publish", "date_gmt", "2019-01-01T00:00:00"));

        for (String method : List.of("POST", "PUT", "PATCH", "POST")) {
            Reply updated = editor().write(method, item(created.id()), Map.of("title", "New"));

            assertThat(updated.status()).isEqualTo(200);
            assertThat(updated.raw("title")).isEqualTo("New");
            assertThat(updated.raw("content")).isEqualTo(created.raw("content"));
            assertThat(updated.field("slug")).isEqualTo(created.field("slug"));
            assertThat(updated.field("modified_gmt")).isGreaterThan(created.field("modified_gmt"));
        }
    }

    @Test
    default void preconditions_are_ignored() {
        long post = published(fresh());
        Rest careful = editor().with("If-Match", "\"x\"").with("If-Unmodified-Since", "Tue, 01 Jan 2019 00:00:00 GMT");

        assertThat(careful.post(item(post), Map.of("title", "Written")).status())
                .isEqualTo(200);
        assertThat(read(post).raw("title")).isEqualTo("Written");
    }

    @Test
    default void an_update_that_leaves_nothing_is_refused() {
        long post = published(fresh());

        Reply refused = editor().post(item(post), Map.of("title", "", "content", ""));

        assertRefused(refused, 400, "empty_content");
        assertThat(read(post).raw("title")).isNotEmpty();
    }

    @Test
    default void publishing_gives_the_final_slug_or_the_next_that_is_free() {
        String technical = fresh();
        String wanted = fresh();
        long first = draft(technical);
        long second = draft(technical);

        Reply one = editor().post(item(first), Map.of("status", "publish", "slug", wanted));
        Reply two = editor().post(item(second), Map.of("status", "publish", "slug", wanted));

        assertThat(one.field("link")).isEqualTo(site().url() + "/" + wanted + "/");
        assertThat(two.status()).isEqualTo(200);
        assertThat(two.field("slug")).isEqualTo(wanted + "-2");
        assertThat(lookUp(technical).json()).isEmpty();
    }

    @Test
    default void publishing_again_announces_nothing_again() {
        long post = draft(fresh());
        editor().post(item(post), Map.of("status", "publish"));
        editor().post(item(post), Map.of("status", "publish"));

        assertThat(site().transitions(post))
                .extracting(Transition::from, Transition::to)
                .extracting(Object::toString)
                .containsExactly("(\"new\", \"draft\")", "(\"draft\", \"publish\")", "(\"publish\", \"publish\")");
        assertThat(site().transitions(post)).filteredOn(Transition::announces).hasSize(1);
    }

    @Test
    default void a_post_that_is_withdrawn_keeps_slug_and_date_and_loses_its_address() {
        String slug = fresh();
        Reply published = editor().post(POSTS, story(slug, "publish", "date_gmt", "2019-01-01T00:00:00"));

        Reply withdrawn = editor().post(item(published.id()), Map.of("status", "draft"));

        assertThat(withdrawn.field("slug")).isEqualTo(slug);
        assertThat(withdrawn.field("date_gmt")).isEqualTo("2019-01-01T00:00:00");
        assertThat(withdrawn.field("link")).isEqualTo(site().url() + "/?p=" + published.id());
        assertThat(stranger().send("GET", "/" + slug + "/", "").status()).isEqualTo(404);
    }

    @Test
    default void terms_are_replaced_as_a_whole() {
        long one = editor().post(TAGS, Map.of("name", fresh())).id();
        long other = editor().post(TAGS, Map.of("name", fresh())).id();
        long post = editor().post(POSTS, story(fresh(), "publish", "tags", List.of(one)))
                .id();

        assertThat(editor().post(item(post), Map.of("tags", List.of(other))).ids("tags"))
                .containsExactly(other);
        assertThat(editor().post(item(post), Map.of("title", "x")).ids("tags")).containsExactly(other);
    }
}

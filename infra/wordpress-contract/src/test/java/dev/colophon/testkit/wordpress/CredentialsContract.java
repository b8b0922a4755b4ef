package dev.colophon.testkit.wordpress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is heard, and what those who are not get to know: above all, that wrong credentials are no error of their own. */
interface CredentialsContract extends OnSite {

    @Test
    default void the_index_names_namespaces_and_application_passwords() {
        Reply index = stranger().get("/");

        assertThat(index.status()).isEqualTo(200);
        assertThat(index.json().path("namespaces").toString()).contains("\"wp/v2\"");
        assertThat(index.json().path("authentication").has("application-passwords"))
                .isTrue();
    }

    @Test
    default void the_front_page_links_to_the_rest_interface() {
        assertThat(stranger().send("GET", "/", "").header("Link")).contains("rel=\"https://api.w.org/\"");
    }

    @Test
    default void the_route_may_also_stand_in_the_query() {
        Reply reply = editor().send("GET", "/?rest_route=/wp/v2/users/me", "");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.field("slug")).isEqualTo("editor");
    }

    @Test
    default void the_users_own_entry_tells_what_it_may_do() {
        Reply me = editor().get("/wp/v2/users/me?context=edit");

        assertThat(me.json().path("username").asString()).isEqualTo("editor");
        assertThat(me.json().path("roles").toString()).isEqualTo("[\"editor\"]");
        assertThat(me.json().path("capabilities").path("edit_others_posts").asBoolean())
                .isTrue();
    }

    @Test
    default void an_application_password_may_have_blanks() {
        String spaced = site().editor().applicationPassword().replaceAll("(.{4})", "$1 ");
        Rest rest = Rest.as(site(), new Account("editor", spaced));

        assertThat(rest.get("/wp/v2/users/me").status()).isEqualTo(200);
    }

    @Test
    default void a_wrong_password_makes_a_stranger_and_only_the_users_own_entry_tells() {
        Rest wrong = Rest.as(site(), new Account("editor", "wrongwrongwrongwrongwrong"));

        Reply me = wrong.get("/wp/v2/users/me");
        assertThat(me.status()).isEqualTo(401);
        assertThat(me.code()).isEqualTo("rest_not_logged_in");
        assertThat(me.header("WWW-Authenticate")).isEmpty();
        assertThat(wrong.get(POSTS).status()).isEqualTo(200);
    }

    @Test
    default void a_stranger_may_not_write() {
        String slug = fresh();
        long post = published(slug);

        assertRefused(stranger().post(POSTS, story(fresh(), "draft")), 401, "rest_cannot_create");
        assertRefused(stranger().post(item(post), Map.of("title", "x")), 401, "rest_cannot_edit");
        assertRefused(stranger().delete(item(post)), 401, "rest_cannot_delete");
        assertRefused(stranger().post(TAGS, Map.of("name", fresh())), 401, "rest_cannot_create");
        assertThat(read(post).raw("title")).isEqualTo("Title of " + slug);
    }

    @Test
    default void to_a_stranger_a_draft_looks_absent() {
        String slug = fresh();
        long draft = draft(slug);

        Reply found = stranger().get(POSTS + "?slug=" + slug);

        assertThat(found.status()).isEqualTo(200);
        assertThat(found.json()).isEmpty();
        assertRefused(stranger().get(item(draft)), 401, "rest_forbidden");
    }

    @Test
    default void a_stranger_learns_of_its_credentials_by_asking_for_the_edit_context() {
        assertRefused(stranger().get(POSTS + "?slug=x&context=edit"), 401, "rest_forbidden_context");
        assertRefused(stranger().get(item(published(fresh())) + "?context=edit"), 401, "rest_forbidden_context");
    }

    @Test
    default void a_stranger_who_asks_for_any_status_is_told_of_a_bad_parameter() {
        for (String query : new String[] {"?status=any", "?status=any,trash&context=edit", "?status=draft"}) {
            Reply reply = stranger().get(POSTS + query);

            assertRefused(reply, 400, "rest_invalid_param");
            assertThat(reply.json().at("/data/details/status/code").asString()).isEqualTo("rest_forbidden_status");
        }
    }

    @Test
    default void a_role_that_is_too_small_is_told_so_with_403() {
        long others = published(fresh());
        Rest subscriber = Rest.as(site(), site().subscriber());
        Rest contributor = Rest.as(site(), site().contributor());

        assertRefused(subscriber.post(POSTS, story(fresh(), "draft")), 403, "rest_cannot_create");
        assertRefused(contributor.post(POSTS, story(fresh(), "publish")), 403, "rest_cannot_publish");
        assertThat(contributor.post(POSTS, story(fresh(), "draft")).status()).isEqualTo(201);
        assertRefused(author().post(PAGES, story(fresh(), "draft")), 403, "rest_cannot_create");
        assertRefused(author().post(item(others), Map.of("title", "x")), 403, "rest_cannot_edit");
        assertRefused(author().delete(item(others)), 403, "rest_cannot_delete");
        assertRefused(author().post(POSTS, story(fresh(), "draft", "author", 1)), 403, "rest_cannot_edit_others");
    }

    @Test
    default void to_an_author_anothers_draft_looks_absent_even_in_the_edit_context() {
        String slug = fresh();
        draft(slug);

        Reply found = author().get(POSTS + "?slug=" + slug + "&status=any,trash&context=edit");

        assertThat(found.status()).isEqualTo(200);
        assertThat(found.json()).isEmpty();
    }

    static void assertRefused(Reply reply, int status, String code) {
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json().path("data").path("status").asInt()).isEqualTo(status);
    }
}

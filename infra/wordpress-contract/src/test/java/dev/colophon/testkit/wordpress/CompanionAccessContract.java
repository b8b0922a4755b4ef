package dev.colophon.testkit.wordpress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who may do what under a key. */
interface CompanionAccessContract extends OnCompanion {

    @Test
    default void the_index_names_the_namespace_and_the_protocol() {
        Reply index = stranger().get("/?_fields=namespaces,colophon");

        assertThat(index.json().path("namespaces").toString()).contains("\"colophon/v1\"");
        assertThat(index.json().path("colophon").path("protocol").asInt()).isOne();
    }

    @Test
    default void its_health_is_for_those_who_write() {
        assertThat(stranger().get("/colophon/v1/health").status()).isEqualTo(401);

        Reply health = editor().get("/colophon/v1/health");

        assertThat(health.status()).isEqualTo(200);
        assertThat(health.json().path("status").stringValue()).isEqualTo("ok");
        assertThat(health.json().path("version").stringValue()).isNotBlank();
    }

    @Test
    default void a_key_opens_what_its_user_may_do_until_it_is_revoked_and_makes_no_keys() {
        Rest administrator = Rest.as(site(), site().administrator());
        long editor = editor().get("/wp/v2/users/me").id();
        Reply made = administrator.post("/colophon/v1/keys", Map.of("user", editor, "name", "contract"));
        Rest byKey = stranger().with("Authorization", "Bearer " + made.field("key"));
        Rest byAnother = stranger().with("Authorization", "Bearer " + made.field("key") + "0");

        assertThat(made.status()).isEqualTo(201);
        assertThat(byKey.get("/wp/v2/users/me").id()).isEqualTo(editor);
        assertThat(byKey.post(keyed(fresh(), 1), story(fresh(), "draft")).status())
                .isEqualTo(201);
        assertThat(byKey.post("/colophon/v1/keys", Map.of("user", editor, "name", "child"))
                        .status())
                .isEqualTo(403);
        assertThat(byAnother.get("/wp/v2/users/me").status()).isEqualTo(401);

        administrator.delete("/colophon/v1/keys/" + made.field("id"));
        assertThat(byKey.get("/wp/v2/users/me").status()).isEqualTo(401);
    }

    @Test
    default void whoever_may_not_write_is_refused_and_no_key_is_taken() {
        String slug = fresh();

        assertThat(stranger().post(keyed(slug, 1), story(slug, "publish")).status())
                .isEqualTo(401);
        assertThat(Rest.as(site(), site().subscriber())
                        .post(keyed(slug, 1), story(slug, "publish"))
                        .code())
                .isEqualTo("rest_cannot_create");
        assertThat(stranger().get(byKey(slug)).status()).isEqualTo(401);
        assertThat(editor().get(byKey(slug)).code()).isEqualTo("colophon_no_such_key");
    }

    @Test
    default void whoever_edits_no_others_posts_neither_takes_nor_fences_a_key() {
        String slug = fresh();

        for (Account small : List.of(site().author(), site().contributor())) {
            Rest rest = Rest.as(site(), small);
            for (String route : List.of(keyed(slug, 9), byKey(slug) + "/fence?epoch=9")) {
                Reply refused = rest.post(route, story(slug, "draft"));
                assertThat(refused.status()).as("%s %s", small, route).isEqualTo(403);
                assertThat(refused.code()).isEqualTo("rest_cannot_create");
            }
            assertThat(rest.get(byKey(slug)).code()).isEqualTo("rest_cannot_create");
        }

        assertThat(lookUp(slug).json()).isEmpty();
        assertThat(editor().post(keyed(slug, 1), story(slug, "publish")).status())
                .isEqualTo(201);
    }

    @Test
    default void whoever_edits_no_others_posts_shuts_nobody_out_of_a_key_that_is_taken() {
        String slug = fresh();
        long post = editor().post(keyed(slug, 1), story(slug, "publish")).id();

        for (Account small : List.of(site().author(), site().contributor())) {
            Rest rest = Rest.as(site(), small);
            rest.post(keyed(slug, 9), story(slug, "publish"));
            rest.post(byKey(slug) + "/fence?epoch=9", Map.of());
        }

        Reply again = editor().post(keyed(slug, 1), story(slug, "publish"));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.id()).isEqualTo(post);
    }

    @Test
    default void an_author_does_not_get_at_an_editors_post_by_its_key() {
        String slug = fresh();
        long post = editor().post(keyed(slug, 1), story(slug, "draft")).id();

        assertThat(author().get(byKey(slug)).status()).isEqualTo(403);
        assertThat(author().post(byKey(slug) + "/publish?epoch=9", Map.of()).status())
                .isEqualTo(403);
        assertThat(read(post).field("status")).isEqualTo("draft");
        assertThat(editor().post(byKey(slug) + "/publish?epoch=1", Map.of()).status())
                .isEqualTo(200);
    }
}

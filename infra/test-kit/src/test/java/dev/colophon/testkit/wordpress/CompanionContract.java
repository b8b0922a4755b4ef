package dev.colophon.testkit.wordpress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a publisher may rely on where the companion plugin is active: one post for each key, whatever happens on the way. */
interface CompanionContract extends OnSite {

    int CROWD = 50;

    default String keyed(String key, long epoch) {
        return byKey(key) + "?epoch=" + epoch;
    }

    default String byKey(String key) {
        return "/colophon/v1/posts/" + key;
    }

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
    default void a_create_answers_with_the_post_as_an_editor_sees_it() {
        String slug = fresh();

        Reply created = editor().post(
                        keyed(slug, 7) + "&_fields=id,slug,status,link,content.raw,colophon", story(slug, "publish"));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().propertyNames())
                .containsExactlyInAnyOrder("id", "slug", "status", "link", "content", "colophon");
        assertThat(created.field("status")).isEqualTo("publish");
        assertThat(created.field("slug")).isEqualTo(slug);
        assertThat(created.field("link")).isEqualTo(site().url() + "/" + slug + "/");
        assertThat(created.raw("content")).isEqualTo("<p>Content of " + slug + "</p>");
        assertThat(created.json().path("colophon").toString())
                .isEqualTo("{\"key\":\"%s\",\"epoch\":7,\"replayed\":false}".formatted(slug));
        assertThat(created.header("Idempotency-Replayed")).isEmpty();
    }

    @Test
    default void whose_story_it_is_stays_with_the_post_as_one_line_of_text() {
        String slug = fresh();

        Reply created = editor().post(
                        keyed(slug, 1),
                        story(
                                slug,
                                "publish",
                                "meta",
                                Map.of("colophon_story_key", "desk <b>7</b>", "colophon_cluster_id", "c-17")));

        assertThat(created.status()).isEqualTo(201);
        for (Reply shown : List.of(created, editor().get("/wp/v2/posts/" + created.id() + "?context=edit"))) {
            assertThat(shown.json().path("meta").path("colophon_story_key").asString())
                    .isEqualTo("desk 7");
            assertThat(shown.json().path("meta").path("colophon_cluster_id").asString())
                    .isEqualTo("c-17");
        }
    }

    @Test
    default void the_same_create_again_answers_the_same_post_and_says_so() {
        String slug = fresh();
        long first = editor().post(keyed(slug, 1), story(slug, "publish")).id();

        Reply again = editor().post(keyed(slug, 2), story(slug, "publish"));

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.id()).isEqualTo(first);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.json().path("colophon").path("replayed").asBoolean()).isTrue();
        assertThat(site().transitions(first)).filteredOn(Transition::announces).hasSize(1);
    }

    @Test
    default void another_body_under_the_same_key_is_a_conflict_that_names_the_post() {
        String slug = fresh();
        long first = editor().post(keyed(slug, 1), story(slug, "publish")).id();

        Reply other = editor().post(keyed(slug, 1), story(slug + "-other", "publish"));

        assertThat(other.status()).isEqualTo(409);
        assertThat(other.code()).isEqualTo("colophon_key_conflict");
        JsonPost post = JsonPost.in(other);
        assertThat(post.id()).isEqualTo(first);
        assertThat(post.status()).isEqualTo("publish");
        assertThat(read(first).field("slug")).isEqualTo(slug);
        assertThat(lookUp(slug + "-other").json()).isEmpty();
    }

    @Test
    default void fifty_creates_at_once_make_one_post() {
        String slug = fresh();

        List<Reply> replies = atOnce(CROWD, _ -> story(slug, "publish"), slug);

        assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(1);
        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(CROWD - 1);
        assertThat(replies.stream().map(Reply::id).distinct()).hasSize(1);
        assertThat(lookUp(slug + "," + slug + "-2").json()).hasSize(1);
        assertThat(site().transitions(replies.getFirst().id()))
                .filteredOn(Transition::announces)
                .hasSize(1);
    }

    @Test
    default void different_bodies_at_once_under_one_key_make_one_post() {
        String slug = fresh();

        List<Reply> replies = atOnce(10, number -> story(slug + "-v" + number, "publish"), slug);

        assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(1);
        assertThat(replies)
                .filteredOn(reply -> reply.status() == 409)
                .hasSize(9)
                .allMatch(reply -> reply.code().equals("colophon_key_conflict"));
        String slugs = String.join(
                ",",
                IntStream.range(0, 10).mapToObj(number -> slug + "-v" + number).toList());
        assertThat(lookUp(slugs).json()).hasSize(1);
    }

    @Test
    default void an_older_epoch_is_refused_whatever_it_brings() {
        String slug = fresh();
        long post = editor().post(keyed(slug, 5), story(slug, "publish")).id();

        Reply create = editor().post(keyed(slug, 4), story(slug, "publish"));
        Reply update = editor().post(byKey(slug) + "/update?epoch=4", Map.of("title", "Late"));
        Reply publish = editor().post(byKey(slug) + "/publish?epoch=4", Map.of());

        assertThat(List.of(create, update, publish)).allMatch(reply -> reply.status() == 409);
        assertThat(List.of(create, update, publish))
                .allMatch(reply -> reply.code().equals("colophon_stale_epoch"));
        assertThat(create.json().path("data").path("epoch").asLong()).isEqualTo(5);
        assertThat(read(post).raw("title")).isEqualTo("Title of " + slug);
    }

    @Test
    default void a_newer_epoch_shuts_out_an_older_one_for_good_even_where_it_changes_nothing() {
        String slug = fresh();
        long post = editor().post(keyed(slug, 1), story(slug, "draft")).id();

        editor().post(keyed(slug, 3), story(slug, "draft"));
        Reply late = editor().post(byKey(slug) + "/publish?epoch=2", Map.of());

        assertThat(late.code()).isEqualTo("colophon_stale_epoch");
        assertThat(read(post).field("status")).isEqualTo("draft");
    }

    @Test
    default void a_fence_shuts_out_older_creates_for_good_and_newer_ones_make_the_post() {
        String slug = fresh();

        Reply fenced = editor().post(byKey(slug) + "/fence?epoch=5", Map.of());
        Reply late = editor().post(keyed(slug, 4), story(slug, "publish"));
        Reply found = editor().get(byKey(slug));
        Reply newer = editor().post(keyed(slug, 6), story(slug, "publish"));
        Reply again = editor().post(byKey(slug) + "/fence?epoch=7", Map.of());

        assertThat(fenced.status()).isEqualTo(200);
        assertThat(fenced.json().path("colophon").path("fenced").asBoolean()).isTrue();
        assertThat(late.code()).isEqualTo("colophon_stale_epoch");
        assertThat(found.code()).isEqualTo("colophon_no_such_key");
        assertThat(newer.status()).isEqualTo(201);
        assertThat(again.id()).isEqualTo(newer.id());
        assertThat(editor().post(byKey(slug) + "/fence?epoch=6", Map.of()).code())
                .isEqualTo("colophon_stale_epoch");
        assertThat(lookUp(slug).json()).hasSize(1);
    }

    @Test
    default void a_create_that_hangs_at_the_site_is_waited_for_by_the_fence() {
        String slug = fresh();
        editor().failing("sleep:4000").waiting(Duration.ofSeconds(2)).post(keyed(slug, 1), story(slug, "publish"));

        Reply fenced = editor().post(byKey(slug) + "/fence?epoch=2", Map.of());

        assertThat(fenced.status()).isEqualTo(200);
        assertThat(fenced.field("status")).isEqualTo("publish");
        assertThat(fenced.field("slug")).isEqualTo(slug);
    }

    @Test
    default void a_post_is_found_by_its_key_and_an_unknown_key_is_told_as_such() {
        String slug = fresh();
        long post = editor().post(keyed(slug, 1), story(slug, "draft")).id();

        Reply found = editor().get(byKey(slug));
        Reply unknown = editor().get(byKey(fresh()));

        assertThat(found.status()).isEqualTo(200);
        assertThat(found.id()).isEqualTo(post);
        assertThat(found.field("status")).isEqualTo("draft");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.code()).isEqualTo("colophon_no_such_key");
    }

    @ParameterizedTest
    @CsvSource({"fatal, 500", "savepost, 500", "pubhook, 500", "die-before-commit, 0"})
    default void what_fails_in_the_middle_leaves_neither_post_nor_key(String fault, int status) {
        String slug = fresh();

        Reply failed = editor().failing(fault).post(keyed(slug, 1), story(slug, "publish"));

        assertThat(failed.status()).isEqualTo(status);
        if (status == 0) {
            heal();
        } else {
            assertThat(failed.code()).isEqualTo("colophon_rolled_back");
        }
        assertThat(lookUp(slug).json()).isEmpty();
        assertThat(editor().get(byKey(slug)).code()).isEqualTo("colophon_no_such_key");
        Reply again = editor().post(keyed(slug, 2), story(slug, "publish"));
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.field("slug")).isEqualTo(slug);
    }

    @Test
    default void what_a_story_says_of_itself_is_kept_field_by_field_and_an_empty_one_takes_it_away() {
        String slug = fresh();
        var said = Map.of("colophon_seo_title", "Ships <b>&</b>  quays ", "colophon_cluster_id", "c-17");

        Reply created = editor().post(keyed(slug, 1), story(slug, "publish", "meta", said));
        Reply changed = editor().post(
                        "/wp/v2/posts/" + created.id(),
                        Map.of("meta", Map.of("colophon_seo_title", "", "colophon_sector_id", "s-4")));

        assertThat(created.json().path("meta").path("colophon_seo_title").asString())
                .isEqualTo("Ships & quays");
        assertThat(created.json().path("meta").path("colophon_sector_id").stringValue())
                .isEmpty();
        assertThat(changed.json().path("meta").path("colophon_seo_title").stringValue())
                .isEmpty();
        assertThat(changed.json().path("meta").path("colophon_cluster_id").asString())
                .isEqualTo("c-17");
        assertThat(changed.json().path("meta").path("colophon_sector_id").asString())
                .isEqualTo("s-4");
    }

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

    @ParameterizedTest
    @ValueSource(strings = {"fatalafter", "die-after-commit"})
    default void an_answer_that_was_lost_is_had_by_asking_again(String fault) {
        String slug = fresh();

        Reply lost = editor().failing(fault).post(keyed(slug, 1), story(slug, "publish"));
        if (fault.startsWith("die")) {
            heal();
        }
        Reply again = editor().post(keyed(slug, 2), story(slug, "publish"));

        assertThat(lost.status()).isIn(0, 500);
        assertThat(again.status()).isEqualTo(200);
        assertThat(lookUp(slug + "," + slug + "-2").json()).hasSize(1);
    }

    @Test
    default void whoever_gave_up_and_asks_again_waits_for_the_first_and_gets_its_post() {
        String slug = fresh();

        Reply lost = editor().failing("sleep:4000")
                .waiting(Duration.ofSeconds(2))
                .post(keyed(slug, 1), story(slug, "publish"));
        Reply again = editor().post(keyed(slug, 1), story(slug, "publish"));

        assertThat(lost).isEqualTo(Reply.NONE);
        assertThat(again.status()).isEqualTo(200);
        assertThat(lookUp(slug + "," + slug + "-2").each("id")).containsExactly(Long.toString(again.id()));
    }

    @Test
    default void a_post_in_the_trash_is_shown_as_such_and_stays_there() {
        String slug = fresh();
        long post = editor().post(keyed(slug, 1), story(slug, "publish")).id();
        editor().delete(item(post));

        Reply replay = editor().post(keyed(slug, 1), story(slug, "publish"));
        Reply publish = editor().post(byKey(slug) + "/publish?epoch=1", Map.of());

        assertThat(replay.status()).isEqualTo(200);
        assertThat(replay.field("status")).isEqualTo("trash");
        assertThat(publish.status()).isEqualTo(409);
        assertThat(publish.code()).isEqualTo("colophon_post_trashed");
        assertThat(read(post).field("status")).isEqualTo("trash");
    }

    @Test
    default void a_post_that_was_deleted_is_told_as_gone_and_never_made_again() {
        String slug = fresh();
        long post = editor().post(keyed(slug, 1), story(slug, "publish")).id();
        editor().delete(item(post) + "?force=true");

        Reply again = editor().post(keyed(slug, 2), story(slug, "publish"));

        assertThat(again.status()).isEqualTo(410);
        assertThat(again.code()).isEqualTo("colophon_post_gone");
        assertThat(lookUp(slug).json()).isEmpty();
    }

    @Test
    default void an_update_by_key_changes_the_post_and_says_what_it_shows() {
        String slug = fresh();
        long post = editor().post(keyed(slug, 1), story(slug, "draft")).id();

        Reply updated = editor().post(byKey(slug) + "/update?epoch=2", Map.of("title", "Second edition"));
        Reply published = editor().post(byKey(slug) + "/publish?epoch=2", Map.of("slug", slug + "-final"));

        assertThat(updated.status()).isEqualTo(200);
        assertThat(updated.raw("title")).isEqualTo("Second edition");
        assertThat(updated.json().path("colophon").path("epoch").asLong()).isEqualTo(2);
        assertThat(published.id()).isEqualTo(post);
        assertThat(published.field("status")).isEqualTo("publish");
        assertThat(published.field("slug")).isEqualTo(slug + "-final");
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
    default void terms_arrive_with_the_post() {
        String slug = fresh();
        long tag = editor().post(TAGS, Map.of("name", fresh())).id();

        Reply created = editor().post(keyed(slug, 1), story(slug, "publish", "tags", List.of(tag)));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.ids("tags")).containsExactly(tag);
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
    default void what_wordpress_itself_refuses_takes_no_key() {
        String slug = fresh();

        Reply refused = editor().post(keyed(slug, 1), story(slug, "publish", "author", 987_654));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("rest_invalid_author");
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

    @Test
    default void an_id_in_the_body_redirects_nothing() {
        long victim = draft(fresh());
        String slug = fresh();

        Reply created = editor().post(keyed(slug, 1), story(slug, "publish", "id", victim));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.id()).isNotEqualTo(victim);
        assertThat(read(victim).field("status")).isEqualTo("draft");
    }

    @Test
    default void without_an_epoch_or_with_an_unknown_type_nothing_is_made() {
        String slug = fresh();

        Reply noEpoch = editor().post(byKey(slug), story(slug, "publish"));
        Reply noType = editor().post(keyed(slug, 1), story(slug, "publish", "type", "sculpture"));

        assertThat(noEpoch.status()).isEqualTo(400);
        assertThat(noEpoch.code()).isEqualTo("rest_missing_callback_param");
        assertThat(noType.code()).isEqualTo("colophon_unknown_type");
        assertThat(lookUp(slug).json()).isEmpty();
    }

    @Test
    default void a_page_is_made_under_a_key_like_a_post() {
        String slug = fresh();

        Reply created = editor().post(keyed(slug, 1), story(slug, "publish", "type", "page"));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.field("type")).isEqualTo("page");
        assertThat(editor().post(keyed(slug, 1), story(slug, "publish", "type", "page"))
                        .id())
                .isEqualTo(created.id());
    }

    private List<Reply> atOnce(int callers, IntFunction<Map<String, Object>> body, String key) {
        var answers = new ArrayList<CompletableFuture<Reply>>();
        for (int caller = 0; caller < callers; caller++) {
            answers.add(editor().postApart(keyed(key, 1), new HashMap<>(body.apply(caller))));
        }
        return answers.stream().map(CompletableFuture::join).toList();
    }

    /** The post that a refusal names. */
    record JsonPost(long id, String status) {
        static JsonPost in(Reply refusal) {
            var post = refusal.json().path("data").path("post");
            return new JsonPost(post.path("id").asLong(), post.path("status").asString());
        }
    }
}

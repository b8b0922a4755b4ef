package dev.colophon.testkit.wordpress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One post for each key, with all that the story brings. */
interface CompanionCreateContract extends OnCompanion {

    int CROWD = 50;

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
    default void terms_arrive_with_the_post() {
        String slug = fresh();
        long tag = editor().post(TAGS, Map.of("name", fresh())).id();

        Reply created = editor().post(keyed(slug, 1), story(slug, "publish", "tags", List.of(tag)));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.ids("tags")).containsExactly(tag);
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

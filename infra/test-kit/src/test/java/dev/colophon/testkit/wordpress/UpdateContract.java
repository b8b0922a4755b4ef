package dev.colophon.testkit.wordpress;

import static dev.colophon.testkit.wordpress.CredentialsContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Updates by id are safe to repeat; and nothing at the site is a lock: slugs are not, and the last to write wins. */
interface UpdateContract extends OnSite {

    Duration SOON = Duration.ofSeconds(20);

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

    @Test
    default void creates_of_one_slug_at_the_same_time_can_get_the_identical_slug() {
        canHappen(() -> {
            String slug = fresh();

            List<Reply> created =
                    together(() -> editor().failing("sleep:500").postApart(POSTS, story(slug, "publish")));

            assertThat(created).extracting(Reply::status).containsOnly(201);
            assertThat(created).extracting(Reply::id).doesNotHaveDuplicates();
            assertThat(created)
                    .filteredOn(reply -> reply.field("slug").equals(slug))
                    .hasSizeGreaterThan(1);
            assertThat(site().publicPosts())
                    .filteredOn(post -> post.slug().equals(slug))
                    .hasSizeGreaterThan(1);
        });
    }

    @Test
    default void publishes_of_one_draft_at_the_same_time_can_announce_it_more_than_once() {
        canHappen(() -> {
            long post = draft(fresh());

            List<Reply> published =
                    together(() -> editor().failing("sleep:500").postApart(item(post), Map.of("status", "publish")));

            assertThat(published).extracting(Reply::status).containsOnly(200);
            assertThat(site().transitions(post))
                    .filteredOn(Transition::announces)
                    .hasSizeGreaterThan(1);
        });
    }

    @Test
    default void two_drafts_published_under_one_slug_at_the_same_time_can_share_one_address() {
        canHappen(() -> {
            String slug = fresh();
            List<CompletableFuture<Reply>> answers = Stream.of(draft(fresh()), draft(fresh()))
                    .map(draft -> editor().failing("sleep:500")
                            .postApart(item(draft), Map.of("status", "publish", "slug", slug)))
                    .toList();

            assertThat(answers.stream().map(CompletableFuture::join))
                    .extracting(reply -> reply.field("link"))
                    .hasSize(2)
                    .containsOnly(site().url() + "/" + slug + "/");
        });
    }

    @Test
    default void a_create_that_the_client_gave_up_is_absent_now_and_there_later() {
        String slug = fresh();

        Reply lost =
                editor().failing("sleep:2500").waiting(Duration.ofMillis(300)).post(POSTS, story(slug, "publish"));

        assertThat(lost).isEqualTo(Reply.NONE);
        assertThat(lookUp(slug).json()).isEmpty();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(lookUp(slug).each("status")).containsExactly("publish"));
    }

    @Test
    default void a_late_update_beats_a_newer_one() {
        long post = published(fresh());
        Reply lost = editor().failing("sleep:2500")
                .waiting(Duration.ofMillis(300))
                .post(item(post), Map.of("content", "second"));

        Reply newer = editor().post(item(post), Map.of("content", "third"));

        assertThat(lost).isEqualTo(Reply.NONE);
        assertThat(newer.raw("content")).isEqualTo("third");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(read(post).raw("content")).isEqualTo("second"));
    }

    @Test
    default void a_late_update_can_take_back_columns_that_it_does_not_name() {
        canHappen(() -> {
            long post = published(fresh());
            CompletableFuture<Reply> late =
                    editor().failing("sleep:1500").postApart(item(post), Map.of("title", "Late"));
            pause();
            editor().post(item(post), Map.of("status", "draft"));

            assertThat(late.join().field("status")).isEqualTo("publish");
            assertThat(read(post).field("status")).isEqualTo("publish");
        });
    }

    private static List<Reply> together(Supplier<CompletableFuture<Reply>> call) {
        List<CompletableFuture<Reply>> answers = Stream.generate(call).limit(3).toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }
}

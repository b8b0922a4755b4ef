package dev.colophon.testkit.wordpress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing at the site is a lock: of writes at the same time slugs are none, and the last to land wins, its client gone or not. */
interface RaceContract extends OnSite {

    Duration SOON = Duration.ofSeconds(20);

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
        canHappen(() -> {
            String slug = fresh();

            Reply lost = editor().failing("sleep:4000")
                    .waiting(Duration.ofSeconds(1))
                    .post(POSTS, story(slug, "publish"));

            assertThat(lost).isEqualTo(Reply.NONE);
            assertThat(lookUp(slug).json()).isEmpty();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(lookUp(slug).each("status")).containsExactly("publish"));
        });
    }

    @Test
    default void a_late_update_beats_a_newer_one() {
        canHappen(() -> {
            long post = published(fresh());
            long began = System.nanoTime();
            Reply lost = editor().failing("sleep:4000")
                    .waiting(Duration.ofSeconds(1))
                    .post(item(post), Map.of("content", "second"));

            Reply newer = editor().post(item(post), Map.of("content", "third"));

            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .as("the newer one is stored while the other sleeps")
                    .isLessThan(Duration.ofSeconds(4));
            assertThat(lost).isEqualTo(Reply.NONE);
            assertThat(newer.raw("content")).isEqualTo("third");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(read(post).raw("content")).isEqualTo("second"));
        });
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

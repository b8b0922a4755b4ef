package dev.colophon.publishapi;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class RaceTest extends ApiTest {

    @Test
    void a_hundred_identical_requests_at_once_are_one_job_and_one_message_and_get_one_answer() {
        var request = story().toString();
        var key = UUID.randomUUID().toString();
        var before = stored();
        var answers = atOnce(100, _ -> publish(request, key));

        var after = stored();
        assertThat(after.stories()).isEqualTo(before.stories() + 1);
        assertThat(after.jobs()).isEqualTo(before.jobs() + 1);
        assertThat(after.messages()).isEqualTo(before.messages() + 1);
        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(202, 409));
        assertThat(answers.stream().filter(answer -> answer.status() == 409))
                .allSatisfy(answer -> assertThat(answer.header("Retry-After")).isPresent());
        assertThat(answers.stream()
                        .filter(answer -> answer.status() == 202)
                        .map(Response::body)
                        .collect(toSet()))
                .hasSize(1);
    }

    @Test
    void fifty_requests_for_one_story_under_keys_of_their_own_make_one_publication_and_one_job() {
        var request = story().toString();
        var before = stored();
        var answers = atOnce(50, _ -> publish(request, UUID.randomUUID().toString()));

        assertThat(answers.stream().filter(answer -> answer.status() == 202)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(49);
        var after = stored();
        assertThat(after.publications()).isEqualTo(before.publications() + 1);
        assertThat(after.jobs()).isEqualTo(before.jobs() + 1);
        assertThat(after.messages()).isEqualTo(before.messages() + 1);
    }

    @Test
    void fifty_different_contents_of_one_story_are_fifty_revisions_with_one_live_job() {
        var storyKey = "story-" + shortId();
        var answers = atOnce(50, number -> {
            var request = story(storyKey);
            content(request).put("html", "<p>Edition " + number + "</p>");
            return publish(request);
        });

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(202));
        assertThat(answers.stream().map(answer -> answer.text("/publicationId")).collect(toSet()))
                .hasSize(1);
        var id = answers.getFirst().text("/publicationId");
        var shape = tables.sql("""
                        SELECT (SELECT count(*) FROM publish_api.publish_job
                                 WHERE publication_id = CAST(:id AS uuid) AND superseded_at IS NULL) AS live,
                               (SELECT max(revision) FROM publish_api.publish_job WHERE publication_id = CAST(:id AS uuid)) AS newest,
                               (SELECT count(*) || '/' || max(sequence) FROM publish_api.outbox WHERE message_key = :id) AS messages
                        """).param("id", id).query().singleRow();
        assertThat(shape).containsEntry("live", 1L).containsEntry("newest", 50L).containsEntry("messages", "50/50");
    }

    @Test
    void a_hundred_repeats_of_what_is_published_at_once_are_told_where_and_make_nothing() {
        var request = story();
        var id = publish(request).text("/publicationId");
        new Projector(tables).tells(id, "published", 1);
        var before = stored();
        var answers = atOnce(100, _ -> publish(request));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text("/externalUrl")).isEqualTo("https://news.example/x/");
        });
        var after = stored();
        assertThat(after.variants()).isEqualTo(before.variants());
        assertThat(after.jobs()).isEqualTo(before.jobs());
        assertThat(after.messages()).isEqualTo(before.messages());
        assertThat(get("/v1/publications/" + id).json().get("requestedRevision").asInt())
                .isOne();
    }

    @Test
    void fifty_commands_of_one_kind_at_once_are_one_job() {
        var id = publish(story()).text("/publicationId");
        new Projector(tables).tells(id, "published", 1);
        var before = stored();
        var answers = atOnce(50, _ -> command(id, "unpublish"));

        assertThat(answers.stream().filter(answer -> answer.status() == 202)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(49);
        assertThat(stored().jobs()).isEqualTo(before.jobs() + 1);
        assertThat(stored().messages()).isEqualTo(before.messages() + 1);
    }

    @Test
    void publishing_cancelling_and_retrying_at_once_leave_one_live_job_and_a_message_for_each_revision() {
        var request = story();
        var id = publish(request).text("/publicationId");
        new Projector(tables).tells(id, "failed", 1);
        var answers = atOnce(30, number -> switch (number % 3) {
            case 0 -> command(id, "cancel");
            case 1 -> command(id, "retry");
            default -> publish(request);
        });

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(200, 202, 409));
        var accepted = answers.stream().filter(answer -> answer.status() == 202).count();
        var shape = tables.sql("""
                        SELECT (SELECT count(*) FROM publish_api.publish_job
                                 WHERE publication_id = CAST(:id AS uuid) AND superseded_at IS NULL) AS live,
                               (SELECT count(*) || '/' || max(revision) FROM publish_api.publish_job
                                 WHERE publication_id = CAST(:id AS uuid)) AS jobs,
                               (SELECT count(*) || '/' || max(sequence) FROM publish_api.outbox WHERE message_key = :id) AS messages
                        """).param("id", id).query().singleRow();
        var all = (accepted + 1) + "/" + (accepted + 1);
        assertThat(shape).containsEntry("live", 1L).containsEntry("jobs", all).containsEntry("messages", all);
    }

    @Test
    void thirty_stories_of_one_title_get_thirty_addresses() {
        var title = "One title " + shortId();
        var answers = atOnce(30, _ -> {
            var request = story();
            content(request).put("title", title);
            return publish(request);
        });

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(202));
        var slugs = tables.sql("SELECT count(DISTINCT slug) FROM publish_api.publication p JOIN publish_api.site s "
                        + "ON s.id = p.site_id WHERE s.key = :site")
                .param("site", site)
                .query(Long.class)
                .single();
        assertThat(slugs).isEqualTo(30L);
    }

    @Test
    void two_stories_that_swap_their_addresses_at_once_never_end_in_a_failure_of_ours() {
        var one = "one-" + shortId();
        var two = "two-" + shortId();
        var first = story();
        var second = story();
        content(first).put("slug", one);
        content(second).put("slug", two);
        publish(first);
        publish(second);
        content(first).put("slug", two);
        content(second).put("slug", one);
        var answers = atOnce(10, number -> publish(number % 2 == 0 ? first : second));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(200, 202, 422));
    }

    private static List<Response> atOnce(int threads, IntFunction<Response> call) {
        var start = new CountDownLatch(1);
        List<Future<Response>> futures = new ArrayList<>();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var number = 0; number < threads; number++) {
                var mine = number;
                Callable<Response> task = () -> {
                    start.await();
                    return call.apply(mine);
                };
                futures.add(executor.submit(task));
            }
            start.countDown();
        }
        return futures.stream().map(RaceTest::result).toList();
    }

    private static Response result(Future<Response> future) {
        try {
            return future.get();
        } catch (ExecutionException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }
}

package dev.colophon.testkit.wordpress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is stored when a site fails, and how little its answer tells of it. The same words ask both sites for a fault. */
interface FaultContract extends OnSite {

    @ParameterizedTest
    @CsvSource({
        "status:429,         429, false, false",
        "status:503,         503, false, false",
        "html200,            200, false, false",
        "fatal,              500, false, false",
        "savepost,           500, true,  false",
        "pubhook,            500, true,  false",
        "fatalafter,         500, true,  true",
        "die-before-commit,    0, false, false",
        "die-after-commit,     0, true,  true"
    })
    default void a_create_may_fail_with_the_post_public(String fault, int status, boolean stored, boolean termsStored) {
        String slug = fresh();
        long tag = editor().post(TAGS, Map.of("name", fresh())).id();

        Reply failed = editor().failing(fault).post(POSTS, story(slug, "publish", "tags", List.of(tag)));

        assertThat(failed.status()).isEqualTo(status);
        if (fault.startsWith("die")) {
            heal();
        }
        Reply found = lookUp(slug);
        assertThat(found.each("status"))
                .hasSize(stored ? 1 : 0)
                .containsOnly(stored ? new String[] {"publish"} : new String[0]);
        assertThat(found.json().path(0).path("tags").size()).isEqualTo(termsStored ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "fatal,              500, draft",
        "savepost,           500, publish",
        "pubhook,            500, publish",
        "fatalafter,         500, publish",
        "die-before-commit,    0, draft",
        "die-after-commit,     0, publish"
    })
    default void a_publish_by_id_may_fail_with_the_post_public_and_its_repetition_is_clean(
            String fault, int status, String then) {
        long post = draft(fresh());

        Reply failed = editor().failing(fault).post(item(post), Map.of("status", "publish"));

        assertThat(failed.status()).isEqualTo(status);
        if (fault.startsWith("die")) {
            heal();
        }
        assertThat(read(post).field("status")).isEqualTo(then);
        assertThat(editor().post(item(post), Map.of("status", "publish")).status())
                .isEqualTo(200);
        assertThat(site().transitions(post)).filteredOn(Transition::announces).hasSize(1);
    }

    @Test
    default void repeating_a_create_whose_answer_was_lost_makes_a_second_public_post() {
        String slug = fresh();
        editor().failing("fatalafter").post(POSTS, story(slug, "publish"));

        Reply again = editor().post(POSTS, story(slug, "publish"));

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.field("slug")).isEqualTo(slug + "-2");
        assertThat(lookUp(slug + "," + slug + "-2").each("status")).containsExactly("publish", "publish");
    }

    @Test
    default void a_slow_answer_is_of_a_post_that_is_there_already() {
        canHappen(() -> {
            String slug = fresh();

            CompletableFuture<Reply> answer =
                    editor().failing("sleepafter:4000").postApart(POSTS, story(slug, "publish"));

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(lookUp(slug).each("status")).containsExactly("publish"));
            assertThat(answer).isNotDone();
            assertThat(answer.join().status()).isEqualTo(201);
        });
    }

    @ParameterizedTest
    @CsvSource({"429", "503"})
    default void a_site_that_is_too_busy_says_in_html_when_to_come_again(int status) {
        Reply refused = editor().failing("status:" + status).post(POSTS, story(fresh(), "publish"));

        assertThat(refused.status()).isEqualTo(status);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
        assertThat(refused.header("Content-Type")).startsWith("text/html");
    }

    @Test
    default void a_log_in_page_with_status_200_is_html() {
        assertThat(editor().failing("html200").get(POSTS).header("Content-Type"))
                .startsWith("text/html");
    }

    @Test
    default void a_dead_php_answers_json_to_those_who_send_json_and_html_to_others() {
        Reply toWriter = editor().failing("fatal").post(POSTS, story(fresh(), "publish"));
        Reply toReader = editor().failing("fatal").get(POSTS);

        assertThat(toWriter.code()).isEqualTo("internal_server_error");
        assertThat(toReader.status()).isEqualTo(500);
        assertThat(toReader.header("Content-Type")).startsWith("text/html");
    }

    @Test
    default void a_misspelt_fault_is_refused() {
        Reply refused = editor().failing("fatla").post(POSTS, story(fresh(), "publish"));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("unknown X-Fault: fatla");
    }
}

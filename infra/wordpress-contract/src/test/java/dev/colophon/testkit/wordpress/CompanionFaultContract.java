package dev.colophon.testkit.wordpress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A post with its key or neither, whatever breaks on the way. */
interface CompanionFaultContract extends OnCompanion {

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

        Reply lost = editor().failing("sleep:9000")
                .waiting(Duration.ofSeconds(7)) // the first has reached the site's lock by then, on a slow machine too
                .post(keyed(slug, 1), story(slug, "publish"));
        Reply again = editor().post(keyed(slug, 1), story(slug, "publish"));

        assertThat(lost).isEqualTo(Reply.NONE);
        assertThat(again.status()).isEqualTo(200);
        assertThat(lookUp(slug + "," + slug + "-2").each("id")).containsExactly(Long.toString(again.id()));
    }
}

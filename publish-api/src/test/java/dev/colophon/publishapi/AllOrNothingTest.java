package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AllOrNothingTest extends ApiTest {

    private static final int MORE_STEPS_THAN_THERE_ARE = 60;

    @AfterEach
    void heal() {
        database.heal();
    }

    @Test
    void a_failure_at_any_statement_or_the_commit_stores_nothing_and_burns_no_key() {
        var faults = 0;
        for (var step = 1; step < MORE_STEPS_THAN_THERE_ARE; step++) {
            var request = story();
            request.putObject("variants").putObject("page").put("title", "As a page");
            var key = UUID.randomUUID().toString();
            var before = stored();
            database.failAtStep(step);
            var answer = publish(request, key);
            database.heal();
            if (!database.firedSince()) {
                assertThat(answer.status()).isEqualTo(202);
                break;
            }
            faults++;
            assertThat(answer.status()).as("step %d", step).isEqualTo(500);
            assertThat(answer.text("/code")).isEqualTo("INTERNAL_ERROR");
            assertThat(answer.body()).doesNotContain("planted", "SQL", "Exception");
            assertThat(stored()).as("after a failure at step %d", step).isEqualTo(before);

            var again = publish(request, key);
            assertThat(again.status()).as("repeated after step %d", step).isEqualTo(202);
        }

        // Key, story, variants, publication, job and answer are at least these statements; and the commit.
        assertThat(faults).isBetween(10, MORE_STEPS_THAN_THERE_ARE - 2);
    }

    @Test
    void a_failure_at_any_statement_of_a_command_stores_nothing_and_burns_no_key() {
        var faults = 0;
        for (var step = 1; step < MORE_STEPS_THAN_THERE_ARE; step++) {
            var id = publish(story()).text("/publicationId");
            var key = UUID.randomUUID().toString();
            var before = stored();
            database.failAtStep(step);
            var answer = command(id, "cancel", key, "");
            database.heal();
            if (!database.firedSince()) {
                assertThat(answer.status()).isEqualTo(202);
                break;
            }
            faults++;
            assertThat(answer.status()).as("step %d", step).isEqualTo(500);
            assertThat(stored()).as("after a failure at step %d", step).isEqualTo(before);
            assertThat(command(id, "cancel", key, "").status())
                    .as("repeated after step %d", step)
                    .isEqualTo(202);
        }

        // Lock of the key, first answer, lock of the publication, jobs, status, variant, job, status, answer; the
        // commit.
        assertThat(faults).isBetween(9, MORE_STEPS_THAN_THERE_ARE - 2);
    }

    @Test
    void when_the_answer_of_the_commit_is_lost_the_repeat_gets_the_stored_answer() {
        var request = story();
        var key = UUID.randomUUID().toString();
        var before = count("publish_job");
        database.loseAnswerOfNextCommit();
        var lost = publish(request, key);

        assertThat(database.firedSince()).isTrue();
        assertThat(lost.status()).isEqualTo(503);
        assertThat(lost.header("Retry-After")).isPresent();
        var again = publish(request, key);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json().get("repeated").asBoolean()).isFalse();
        assertThat(count("publish_job")).isEqualTo(before + 1);
    }
}

package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class AllOrNothingTest extends ApiTest {

    private static final int MORE_STEPS_THAN_THERE_ARE = 60;

    @AfterEach
    void heal() {
        database.heal();
    }

    @Test
    void a_failure_at_any_statement_or_the_commit_stores_nothing_and_burns_no_key() {
        // Key, site, story, publication, two variants, job and answer; and the commit.
        assertThat(failAtEachStepOf(this::asPostAndPage)).isBetween(9, MORE_STEPS_THAN_THERE_ARE - 2);
    }

    @Test
    void nor_does_a_failure_at_any_statement_of_a_newer_revision() {
        // Besides: the story, the publication's lock, what it was asked for, the newest variants, its status.
        assertThat(failAtEachStepOf(() -> {
                    var request = asPostAndPage();
                    assertThat(publish(request).status()).isEqualTo(202);
                    content(request).put("title", "The harbour closes again");
                    return request;
                }))
                .isBetween(13, MORE_STEPS_THAN_THERE_ARE - 2);
    }

    private ObjectNode asPostAndPage() {
        var request = story();
        request.putObject("variants").putObject("page").put("title", "As a page");
        return request;
    }

    /** How many steps there were, each of which failed once. */
    private int failAtEachStepOf(Supplier<ObjectNode> requests) {
        for (var step = 1; step < MORE_STEPS_THAN_THERE_ARE; step++) {
            var request = requests.get();
            var key = UUID.randomUUID().toString();
            var before = stored();
            database.failAtStep(step);
            var answer = publish(request, key);
            database.heal();
            if (!database.firedSince()) {
                assertThat(answer.status()).isEqualTo(202);
                return step - 1;
            }
            assertThat(answer.status()).as("step %d", step).isEqualTo(500);
            assertThat(answer.text("/code")).isEqualTo("INTERNAL_ERROR");
            assertThat(answer.body()).doesNotContain("planted", "SQL", "Exception");
            assertThat(stored()).as("after a failure at step %d", step).isEqualTo(before);

            var again = publish(request, key);
            assertThat(again.status()).as("repeated after step %d", step).isEqualTo(202);
        }
        throw new AssertionError("the faults never ended");
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

        // Key, lock of the publication, jobs, status, variant, job, status, answer; and the commit.
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

package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Retrying: only what has ended without effect, and as it was wanted. */
class RetryTest extends Commands {

    @ParameterizedTest
    @ValueSource(strings = {"failed", "parked", "cancelled", "removed"})
    void what_ended_without_effect_is_retried_as_it_was_wanted(String status) {
        var id = publish(story().put("publishAt", tomorrow())).text("/publicationId");
        new Projector(tables).tells(id, status, 1);
        var answer = command(id, "retry");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text("/status")).isEqualTo("accepted");
        var payload = newestMessage(id);
        assertThat(payload.get("action").asString()).isEqualTo("retry");
        assertThat(payload.get("generation").asInt()).isOne();
        assertThat(payload.get("publishAt").isNull()).isTrue();
        assertThat(command(id, "retry").text("/code")).isEqualTo("NOTHING_TO_RETRY");
    }

    @ParameterizedTest
    @CsvSource({
        "accepted, takes it up by itself",
        "publishing, at work on it",
        "deferred, tried again by itself",
        "unconfirmed, looked at by itself",
        "scheduled, published by itself",
        "published, Nothing happens",
        "unpublished, Nothing happens"
    })
    void what_goes_on_by_itself_or_has_nothing_left_to_do_is_not_retried(String status, String next) {
        var id = publish(story()).text("/publicationId");
        new Projector(tables).tells(id, status, 1);
        var before = stored();
        var answer = command(id, "retry");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("/code")).isEqualTo("NOTHING_TO_RETRY");
        assertThat(answer.text("/detail")).contains(next);
        assertThat(stored()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"failed, 202", "parked, 202", "deferred, 409", "unconfirmed, 409", "publishing, 409"})
    void an_update_that_ended_without_effect_is_retried_too(String updateStatus, int expected) {
        var request = story();
        var id = publish(request).text("/publicationId");
        content(request).put("html", "<p>Corrected.</p>");
        publish(request);
        new Projector(tables).tells(id, "published", updateStatus, 2);

        assertThat(command(id, "retry").status()).isEqualTo(expected);
    }

    @Test
    void the_same_content_again_after_its_retry_makes_no_job() {
        var request = story().put("publishAt", tomorrow());
        var id = publish(request).text("/publicationId");
        new Projector(tables).tells(id, "failed", 1);
        command(id, "retry");
        var again = publish(request);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().get("repeated").asBoolean()).isTrue();
    }

    @Test
    void a_cancelled_story_is_retried_as_the_publish_it_was() {
        var request = story();
        var id = publish(request).text("/publicationId");
        command(id, "cancel");
        new Projector(tables).tells(id, "cancelled", 2);
        var retry = command(id, "retry");

        assertThat(retry.status()).isEqualTo(202);
        assertThat(retry.text("/action")).isEqualTo("retry");
        assertThat(publish(request).status()).isEqualTo(200);
    }

    @Test
    void a_suspended_site_takes_no_retry_but_lets_its_stories_be_taken_back() {
        var failed = publish(story()).text("/publicationId");
        var published = publish(story()).text("/publicationId");
        new Projector(tables).tells(failed, "failed", 1);
        new Projector(tables).tells(published, "published", 1);
        send("POST", "/v1/sites/" + site + "/suspend", ADMIN_KEY, Map.of(), "");

        assertThat(command(failed, "retry").text("/errors/0/code")).isEqualTo("SITE_SUSPENDED");
        assertThat(command(published, "unpublish").status()).isEqualTo(202);
        assertThat(command(failed, "cancel").status()).isEqualTo(202);
    }
}

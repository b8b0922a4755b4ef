package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Taking a public story back, from the door to the outbox. */
class UnpublishTest extends Commands {

    @Test
    void a_published_story_is_unpublished_by_a_job_of_its_own() {
        var request = story();
        content(request).put("password", "readers-only");
        var id = publish(request).text("/publicationId");
        new Projector(tables).tells(id, "published", 1);
        var answer = command(id, "unpublish", UUID.randomUUID().toString(), "{\"reason\": \"Not true after all.\"}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Location")).contains("/v1/publications/" + id);
        assertThat(answer.header("Retry-After")).contains("1");
        assertThat(answer.text("/action")).isEqualTo("unpublish");
        assertThat(answer.json().get("revision").asLong()).isEqualTo(2);
        assertThat(answer.text("/status")).isEqualTo("published");
        assertThat(answer.text("/updateStatus")).isEqualTo("pending");
        assertThat(answer.text("/requestedAction")).isEqualTo("unpublish");
        var payload = newestMessage(id);
        assertThat(payload.get("revision").asLong()).isEqualTo(2);
        assertThat(payload.get("generation").asInt()).isOne();
        assertThat(payload.at("/variant/visibility").asString()).isEqualTo("public");
        assertThat(payload.at("/variant/password").asString()).isEqualTo("readers-only");
        assertThat(payload.has("reason")).isFalse();
        assertThat(tables.sql("SELECT reason FROM publish_api.publish_job WHERE id = CAST(:id AS uuid)")
                        .param("id", answer.text("/jobId"))
                        .query(String.class)
                        .single())
                .isEqualTo("Not true after all.");
    }

    @Test
    void what_is_unpublished_or_about_to_be_makes_no_second_job() {
        var id = publish(story()).text("/publicationId");
        var projector = new Projector(tables);
        projector.tells(id, "published", 1);
        command(id, "unpublish");
        var before = stored();
        var underWay = command(id, "unpublish");
        projector.tells(id, "unpublished", 2);
        var done = command(id, "unpublish");

        assertThat(underWay.status()).isEqualTo(200);
        assertThat(underWay.json().get("repeated").asBoolean()).isTrue();
        assertThat(underWay.text("/updateStatus")).isEqualTo("pending");
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.text("/status")).isEqualTo("unpublished");
        assertThat(stored().jobs()).isEqualTo(before.jobs());
    }

    @Test
    void an_unpublish_that_was_refused_can_be_asked_for_again_and_its_retry_is_an_unpublish() {
        var id = publish(story()).text("/publicationId");
        var projector = new Projector(tables);
        projector.tells(id, "published", 1);
        command(id, "unpublish");
        projector.tells(id, "published", "failed", 2);
        var again = command(id, "retry");
        projector.tells(id, "published", "failed", 3);
        var asked = command(id, "unpublish");

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.text("/action")).isEqualTo("unpublish");
        assertThat(asked.status()).isEqualTo(202);
        assertThat(newestMessage(id).get("action").asString()).isEqualTo("unpublish");
    }

    @Test
    void what_has_no_post_cannot_be_unpublished_but_is_told_how_to_be_cancelled() {
        var id = publish(story()).text("/publicationId");
        var before = stored();
        var answer = command(id, "unpublish");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("/code")).isEqualTo("NOT_PUBLISHED");
        assertThat(answer.text("/detail")).contains("/v1/publications/" + id + "/cancel");
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void what_has_a_draft_on_record_at_the_site_can_be_unpublished_since_it_can_no_longer_be_cancelled() {
        var id = publish(story()).text("/publicationId");
        var projector = new Projector(tables);
        projector.logs(id, receipt("reserved"), 1, 3);
        projector.tells(id, "deferred", 1);

        assertThat(command(id, "unpublish").status()).isEqualTo(202);
    }

    @Test
    void the_same_content_after_it_was_unpublished_or_cancelled_is_a_new_job() {
        var request = story();
        var id = publish(request).text("/publicationId");
        var projector = new Projector(tables);
        projector.tells(id, "published", 1);
        command(id, "unpublish");
        projector.tells(id, "unpublished", 2);
        var afterUnpublish = publish(request);
        command(id, "cancel");
        projector.tells(id, "cancelled", 4);
        var afterCancel = publish(request);

        assertThat(afterUnpublish.status()).isEqualTo(202);
        assertThat(afterUnpublish.json().get("revision").asLong()).isEqualTo(3);
        assertThat(afterCancel.status()).isEqualTo(202);
        assertThat(afterCancel.json().get("revision").asLong()).isEqualTo(5);
        assertThat(get("/v1/publications/" + id).text("/status")).isEqualTo("accepted");
    }
}

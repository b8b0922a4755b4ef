package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cancelling before the point of no return, and what is said after it. */
class CancelTest extends Commands {

    @Test
    void a_cancellation_changes_no_status_until_its_receipt_tells() {
        var id = publish(story()).text("/publicationId");
        new Projector(tables).tells(id, "deferred", 1);
        var answer = command(id, "cancel");
        var status = get("/v1/publications/" + id);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text("/action")).isEqualTo("cancel");
        assertThat(status.text("/status")).isEqualTo("deferred");
        assertThat(status.text("/reason/code")).isEqualTo("WP_SAID_NO");
        assertThat(status.text("/requestedAction")).isEqualTo("cancel");
        assertThat(status.json().get("requestedRevision").asLong()).isEqualTo(2);
        assertThat(command(id, "cancel").status()).isEqualTo(200);
        new Projector(tables).tells(id, "cancelled", 2);
        assertThat(get("/v1/publications/" + id).text("/status")).isEqualTo("cancelled");
        assertThat(command(id, "cancel").status()).isEqualTo(200);
        assertThat(get("/v1/publications/" + id).json().get("done").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"published", "unpublished", "removed"})
    void past_the_point_of_no_return_a_cancellation_is_refused_and_unpublish_named(String status) {
        var id = publish(story()).text("/publicationId");
        new Projector(tables).tells(id, status, 1);
        var before = stored();
        var answer = command(id, "cancel");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("/code")).isEqualTo("PAST_POINT_OF_NO_RETURN");
        assertThat(answer.text("/detail")).contains("/v1/publications/" + id + "/unpublish");
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void a_cancellation_that_came_too_late_is_not_asked_for_again_but_unpublish_is_named_and_taken() {
        var id = publish(story()).text("/publicationId");
        var projector = new Projector(tables);
        projector.tells(id, "deferred", 1);
        command(id, "cancel");
        projector.logs(id, receipt("deferred").put("kind", "cancel_refused"), 2, 9);
        var again = command(id, "cancel");
        var explained = get("/v1/publications/" + id + "/explanation");
        var unpublish = command(id, "unpublish");

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("/code")).isEqualTo("PAST_POINT_OF_NO_RETURN");
        assertThat(again.text("/detail")).contains("/v1/publications/" + id + "/unpublish");
        assertThat(explained.text("/summary")).contains("came too late");
        assertThat(explained.text("/status")).isEqualTo("deferred");
        assertThat(unpublish.status()).isEqualTo(202);
    }
}

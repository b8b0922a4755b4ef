package dev.colophon.publishapi;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.publishapi.outbox.Action;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Unpublish, cancel and retry, from the door to the outbox. */
class CommandTest extends ApiTest {

    /** Every path on which a job comes to be. An action without a path here fails. */
    enum Path {
        SINGLE(Action.PUBLISH),
        UPDATE(Action.PUBLISH),
        RESCHEDULE(Action.PUBLISH),
        UNPUBLISH(Action.UNPUBLISH),
        CANCEL(Action.CANCEL),
        RETRY(Action.RETRY);

        private final Action action;

        Path(Action action) {
            this.action = action;
        }
    }

    @ParameterizedTest
    @EnumSource(Path.class)
    void every_path_fixes_the_variant_when_the_job_is_accepted(Path path) {
        var request = story();
        content(request).put("title", "First of " + path + " " + shortId());
        var id = publish(request).text("/publicationId");
        var projector = new Projector(tables);
        switch (path) {
            case SINGLE -> {}
            case UPDATE -> {
                content(request).put("title", "Second " + shortId());
                publish(request);
            }
            case RESCHEDULE -> publish(request.put("publishAt", tomorrow()));
            case UNPUBLISH -> {
                projector.tells(id, "published", 1);
                command(id, "unpublish");
            }
            case CANCEL -> command(id, "cancel");
            case RETRY -> {
                projector.tells(id, "failed", 1);
                command(id, "retry");
            }
        }

        var payload = newestMessage(id);
        assertThat(payload.get("action").asString()).isEqualTo(path.action.text());
        assertThat(payload.at("/variant/title")).isEqualTo(request.at("/content/title"));
        assertThat(payload.at("/variant/slug").asString()).isNotBlank();
        var job = tables.sql("""
                        SELECT j.variant_id::text AS variant, j.action, v.title
                          FROM publish_api.publish_job j JOIN publish_api.variant v ON v.id = j.variant_id
                         WHERE j.id = CAST(:id AS uuid) AND j.superseded_at IS NULL
                        """)
                .param("id", payload.get("jobId").asString())
                .query()
                .singleRow();
        assertThat(job)
                .containsEntry("variant", payload.at("/variant/variantId").asString())
                .containsEntry("action", path.action.text())
                .containsEntry("title", payload.at("/variant/title").asString());
    }

    @Test
    void no_action_is_without_such_a_path() {
        assertThat(Stream.of(Path.values()).map(path -> path.action).collect(toSet()))
                .isEqualTo(Arrays.stream(Action.values()).collect(toSet()));
    }

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
    void the_links_name_the_commands_that_make_sense() {
        var id = publish(story()).text("/publicationId");
        var self = "/v1/publications/" + id;
        var accepted = get(self).json().get("links");
        new Projector(tables).tells(id, "published", 1);
        var published = get(self).json().get("links");
        new Projector(tables).tells(id, "failed", 1);
        var failed = get(self).json().get("links");

        assertThat(accepted.get("cancel").asString()).isEqualTo(self + "/cancel");
        assertThat(accepted.get("unpublish").isNull()).isTrue();
        assertThat(accepted.get("retry").isNull()).isTrue();
        assertThat(published.get("unpublish").asString()).isEqualTo(self + "/unpublish");
        assertThat(published.get("cancel").isNull()).isTrue();
        assertThat(failed.get("retry").asString()).isEqualTo(self + "/retry");
        assertThat(failed.get("explanation").asString()).isEqualTo(self + "/explanation");
    }

    @ParameterizedTest
    @CsvSource({"unpublish, published", "cancel, accepted", "retry, failed"})
    void another_clients_publication_does_not_exist_but_for_operators_who_are_put_on_record(
            String action, String status) {
        var id = publish(story()).text("/publicationId");
        new Projector(tables).tells(id, status, 1);
        clientKey = newClient("client");
        var before = stored();
        var stranger = command(id, action);
        assertThat(stored()).isEqualTo(before);
        clientKey = newClient("operator");
        var operator = command(id, action);

        assertThat(stranger.status()).isEqualTo(404);
        assertThat(operator.status()).isEqualTo(202);
        var roles = tables.sql("""
                        SELECT c.role FROM publish_api.publish_job j JOIN publish_api.client c ON c.id = j.requested_by
                         WHERE j.publication_id = CAST(:id AS uuid) ORDER BY j.revision
                        """).param("id", id).query(String.class).list();
        assertThat(roles).containsExactly("client", "operator");
    }

    @Test
    void a_key_answers_for_one_publication_and_one_kind_of_command() {
        var one = publish(story()).text("/publicationId");
        var two = publish(story()).text("/publicationId");
        var key = UUID.randomUUID().toString();
        var first = command(one, "cancel", key, "");
        new Projector(tables).tells(one, "cancelled", 2);
        var again = command(one, "cancel", key, "");

        assertThat(first.status()).isEqualTo(202);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(command(two, "cancel", key, "").text("/code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(command(one, "cancel", key, "{\"reason\": \"Other.\"}").text("/code"))
                .isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(command(one, "retry", key, "").status()).isEqualTo(202);
    }

    @Test
    void a_command_asks_for_a_key_and_takes_nothing_but_a_reason() {
        var id = publish(story()).text("/publicationId");
        var path = "/v1/publications/" + id + "/cancel";
        var key = Map.of("Idempotency-Key", "k-" + shortId());
        var plain = Map.of("Idempotency-Key", "k-" + shortId(), "Content-Type", "text/plain");

        assertThat(send("POST", path, clientKey, Map.of(), "").text("/code")).isEqualTo("IDEMPOTENCY_KEY_MISSING");
        assertThat(send("POST", path, clientKey, key, "{\"status\": \"cancelled\"}")
                        .status())
                .isEqualTo(400);
        assertThat(send("POST", path, clientKey, key, "null").status()).isEqualTo(400);
        assertThat(send("POST", path, clientKey, plain, "because").status()).isEqualTo(415);
        assertThat(send("POST", path, clientKey, key, "{\"reason\": \"%s\"}".formatted("x".repeat(501)))
                        .text("/errors/0/pointer"))
                .isEqualTo("/reason");
        assertThat(send("POST", path, clientKey, key, "{\"reason\": \"a\\u0000b\"}")
                        .status())
                .isEqualTo(422);
        assertThat(command("nonsense", "cancel").status()).isEqualTo(404);
        assertThat(command(UUID.randomUUID().toString(), "cancel").status()).isEqualTo(404);
        assertThat(send("POST", path, clientKey, key, "{\"reason\": null}").status())
                .isEqualTo(202);
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

    @Test
    void another_time_for_the_same_content_is_a_revision_of_its_own() {
        var request = story().put("publishAt", tomorrow());
        var first = publish(request);
        var later = Instant.now()
                .plus(2, ChronoUnit.DAYS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        var second = publish(request.put("publishAt", later));
        var third = publish(request);

        assertThat(second.status()).isEqualTo(202);
        assertThat(second.json().get("revision").asLong()).isEqualTo(2);
        var payload = newestMessage(first.text("/publicationId"));
        assertThat(payload.get("publishAt").asString()).isEqualTo(later);
        assertThat(third.status()).isEqualTo(200);
        var now = publish(withoutTime(request));
        assertThat(now.status()).isEqualTo(202);
        assertThat(newestMessage(first.text("/publicationId")).get("publishAt").isNull())
                .isTrue();
    }

    private static ObjectNode withoutTime(ObjectNode request) {
        request.remove("publishAt");
        return request;
    }

    private static String tomorrow() {
        return Instant.now()
                .plus(1, ChronoUnit.DAYS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    private static ObjectNode receipt(String kind) {
        return (ObjectNode) Samples.read("samples/receipts/" + kind + ".json");
    }

    private JsonNode newestMessage(String publication) {
        var payload =
                tables.sql("""
                        SELECT payload FROM publish_api.outbox WHERE message_key = :key ORDER BY sequence DESC LIMIT 1
                        """).param("key", publication).query(String.class).single();
        return JsonMapper.builder().build().readTree(payload);
    }
}

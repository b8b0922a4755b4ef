package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AcceptPublicationTest extends ApiTest {

    @Test
    void a_job_is_accepted_with_the_ids_and_address_of_rows_that_exist() {
        var answer = publish(story());

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Retry-After")).contains("1");
        assertThat(answer.header("Content-Type")).contains("application/json");
        var id = answer.text("/publicationId");
        assertThat(answer.header("Location")).contains("/v1/publications/" + id);
        assertThat(answer.text("/links/self")).isEqualTo("/v1/publications/" + id);
        assertThat(answer.text("/links/timeline")).isEqualTo("/v1/publications/" + id + "/timeline");
        assertThat(answer.text("/status")).isEqualTo("accepted");
        assertThat(answer.json().get("revision").asInt()).isOne();
        assertThat(answer.json().get("generation").asInt()).isOne();
        assertThat(answer.json().get("repeated").asBoolean()).isFalse();
        assertThat(tables.sql("SELECT publication_id::text FROM publish_api.publish_job WHERE id = CAST(:job AS uuid)")
                        .param("job", answer.text("/jobId"))
                        .query(String.class)
                        .single())
                .isEqualTo(id);
        assertThat(get("/v1/publications/" + id).status()).isEqualTo(200);
    }

    @Test
    void the_message_says_what_was_asked_for_and_carries_the_trace() {
        var request = story();
        content(request).put("date", "2013-04-09T13:20:39+02:00").put("password", "readers-only");
        var trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        var answer = send(
                "POST",
                "/v1/publications",
                clientKey,
                Map.of("Idempotency-Key", UUID.randomUUID().toString(), "traceparent", trace),
                request.toString());

        var message = outboxOf(answer.text("/publicationId"));
        assertThat(message.traceparent()).isEqualTo(trace);
        assertThat(message.sequence()).isEqualTo(1L);
        assertThat(message.type()).isEqualTo("dev.colophon.publication.requested.v1");
        assertThat(message.source()).isEqualTo("/colophon/publish-api");
        var payload = payloadOf(message);
        assertThat(payload.get("jobId").asString()).isEqualTo(answer.text("/jobId"));
        assertThat(payload.get("storyKey")).isEqualTo(request.get("storyKey"));
        assertThat(payload.at("/variant/title")).isEqualTo(request.at("/content/title"));
        assertThat(payload.at("/variant/html").asString()).isEqualTo("<p>Ships return.</p>");
        assertThat(payload.at("/variant/date").asString()).isEqualTo("2013-04-09T11:20:39Z");
        assertThat(payload.at("/variant/password").asString()).isEqualTo("readers-only");
        assertThat(payload.at("/variant/categories/0").asString()).isEqualTo("Local news");
        assertThat(payload.at("/variant/slug").asString()).startsWith("the-harbour-reopens-story-");
        assertThat(payload.get("publishAt").isNull()).isTrue();
    }

    @Test
    void a_request_without_a_trace_begins_one() {
        var message = outboxOf(publish(story()).text("/publicationId"));

        assertThat(message.traceparent()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
    }

    @Test
    void changed_content_is_a_new_revision_that_supersedes_the_one_on_its_way() {
        var request = story();
        var first = publish(request);
        content(request).put("html", "<p>Ships have returned.</p>");
        var second = publish(request);

        assertThat(second.status()).isEqualTo(202);
        assertThat(second.text("/publicationId")).isEqualTo(first.text("/publicationId"));
        assertThat(second.json().get("revision").asInt()).isEqualTo(2);
        assertThat(jobs(first)).isEqualTo(2);
        assertThat(liveJobs(first)).isOne();
        var sequences = tables.sql("SELECT sequence FROM publish_api.outbox WHERE message_key = :key ORDER BY sequence")
                .param("key", first.text("/publicationId"))
                .query(Long.class)
                .list();
        assertThat(sequences).containsExactly(1L, 2L);
    }

    @Test
    void a_new_revision_keeps_the_address_unless_it_names_another() {
        var request = story();
        var id = publish(request).text("/publicationId");
        var slug = payloadOf(outboxOf(id)).at("/variant/slug").asString();
        content(request).put("title", "Quite another title");
        publish(request);

        assertThat(payloadOf(outboxOf(id)).at("/variant/slug").asString()).isEqualTo(slug);

        var other = "another-" + shortId();
        content(request).put("slug", other);
        publish(request);
        assertThat(payloadOf(outboxOf(id)).at("/variant/slug").asString()).isEqualTo(other);
    }

    @Test
    void the_same_content_again_makes_no_job_while_the_first_is_on_its_way() {
        var request = story();
        var first = publish(request);
        var before = stored();
        var second = publish(request);

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json().get("repeated").asBoolean()).isTrue();
        assertThat(second.text("/publicationId")).isEqualTo(first.text("/publicationId"));
        assertThat(second.text("/status")).isEqualTo("accepted");
        assertThat(second.header("Location")).contains(first.text("/links/self"));
        assertThat(count("publish_job")).isEqualTo(before.jobs());
        assertThat(count("outbox")).isEqualTo(before.messages());
        assertThat(count("variant")).isEqualTo(before.variants());
    }

    @Test
    void the_same_content_again_is_told_where_it_is_published() {
        var request = story();
        var id = publish(request).text("/publicationId");
        new Projector(tables).tells(id, "published", 1);
        var again = publish(request);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("/status")).isEqualTo("published");
        assertThat(again.text("/externalUrl")).isEqualTo("https://news.example/x/");
        assertThat(again.json().get("done").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "cancelled"})
    void the_same_content_after_an_end_without_effect_is_a_new_revision(String status) {
        var request = story();
        var id = publish(request).text("/publicationId");
        new Projector(tables).tells(id, status, 1);
        var again = publish(request);

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json().get("revision").asInt()).isEqualTo(2);
        assertThat(get("/v1/publications/" + id).text("/status")).isEqualTo("accepted");
    }

    @Test
    void what_an_editor_removed_is_not_published_again_behind_their_back() {
        var request = story();
        new Projector(tables).tells(publish(request).text("/publicationId"), "removed", 1);
        var before = stored();
        var again = publish(request);

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("/code")).isEqualTo("REMOVED_BY_EDITOR");
        assertThat(again.text("/detail")).contains("editor");
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void a_moment_ahead_is_kept_and_one_just_past_means_now() {
        var ahead = Instant.now().plus(3, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        var later = publish(story().put("publishAt", ahead.toString())).text("/publicationId");
        var past = publish(
                        story().put("publishAt", Instant.now().minusSeconds(60).toString()))
                .text("/publicationId");

        assertThat(payloadOf(outboxOf(later)).get("publishAt").asString()).isEqualTo(ahead.toString());
        assertThat(payloadOf(outboxOf(past)).get("publishAt").isNull()).isTrue();
    }

    @Test
    void a_later_request_without_content_uses_what_the_story_has() {
        var request = story();
        request.putObject("variants").putObject("page").put("title", "As a page");
        publish(request);
        var page = story(request.get("storyKey").asString()).put("placement", "page");
        page.remove("content");
        var answer = publish(page);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(payloadOf(outboxOf(answer.text("/publicationId")))
                        .at("/variant/title")
                        .asString())
                .isEqualTo("As a page");
    }

    @ParameterizedTest
    @ValueSource(strings = {"facebook_story", "instagram_story"})
    void a_story_keeps_what_it_says_for_a_kind_that_the_site_cannot_deliver(String kind) {
        var request = story();
        request.putObject("variants").putObject(kind).put("title", "For " + kind);
        publish(request);
        var there = publish(request.put("placement", kind));

        assertThat(there.status()).isEqualTo(422);
        assertThat(there.text("/errors/0/code")).isEqualTo("PLACEMENT_NOT_DELIVERABLE");
        assertThat(tables.sql("SELECT count(*) FROM publish_api.variant WHERE placement = :kind AND title = :title")
                        .param("kind", kind)
                        .param("title", "For " + kind)
                        .query(Long.class)
                        .single())
                .isOne();
    }

    @Test
    void equal_titles_get_addresses_of_their_own_and_a_named_one_that_is_taken_is_refused() {
        var title = "Twice the same " + shortId();
        var one = story();
        var two = story();
        content(one).put("title", title);
        content(two).put("title", title);
        var first = payloadOf(outboxOf(publish(one).text("/publicationId")))
                .at("/variant/slug")
                .asString();
        var second = payloadOf(outboxOf(publish(two).text("/publicationId")))
                .at("/variant/slug")
                .asString();
        var three = story();
        content(three).put("slug", first);
        var refused = publish(three);

        assertThat(second).startsWith(first + "-").isNotEqualTo(first);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("/errors/0/pointer")).isEqualTo("/content/slug");
        assertThat(refused.text("/detail")).contains(one.get("storyKey").asString());
    }

    @Test
    void another_clients_story_of_the_same_key_is_another_story() {
        var request = story();
        var mine = publish(request);
        clientKey = newClient("client");
        content(request).put("slug", "mine-" + shortId());
        var theirs = publish(request);

        assertThat(theirs.status()).isEqualTo(202);
        assertThat(theirs.text("/publicationId")).isNotEqualTo(mine.text("/publicationId"));
    }

    @Test
    void no_credential_of_a_site_enters_the_tables_of_stories() {
        publish(story());
        var found =
                tables.sql("""
                        SELECT count(*) FROM (SELECT t::text FROM publish_api.outbox t UNION ALL
                          SELECT t::text FROM publish_api.site t UNION ALL SELECT t::text FROM publish_api.idempotency_key t UNION ALL
                          SELECT t::text FROM publish_api.variant t) rows (line) WHERE line LIKE '%' || :canary || '%'
                        """).param("canary", SITE_PASSWORD).query(Long.class).single();

        assertThat(found).isZero();
    }

    private long jobs(Response accepted) {
        return tables.sql("SELECT count(*) FROM publish_api.publish_job WHERE publication_id = CAST(:id AS uuid)")
                .param("id", accepted.text("/publicationId"))
                .query(Long.class)
                .single();
    }

    private long liveJobs(Response accepted) {
        return tables.sql("""
                        SELECT count(*) FROM publish_api.publish_job
                         WHERE publication_id = CAST(:id AS uuid) AND superseded_at IS NULL
                        """)
                .param("id", accepted.text("/publicationId"))
                .query(Long.class)
                .single();
    }

    private Message outboxOf(String publication) {
        return tables.sql("""
                        SELECT type, source, sequence, traceparent, payload FROM publish_api.outbox
                         WHERE message_key = :key ORDER BY sequence DESC LIMIT 1
                        """).param("key", publication).query(Message.class).single();
    }

    private static JsonNode payloadOf(Message message) {
        return JsonMapper.builder().build().readTree(message.payload());
    }

    record Message(String type, String source, long sequence, String traceparent, String payload) {}
}

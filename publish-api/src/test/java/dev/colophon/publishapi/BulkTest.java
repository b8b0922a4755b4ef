package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class BulkTest extends ApiTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @AfterEach
    void heal() {
        database.heal();
    }

    @Test
    void of_a_hundred_items_the_three_bad_ones_are_refused_by_name_and_all_others_are_jobs() {
        var before = stored();
        var answer = bulk(UUID.randomUUID().toString(), bodyOf(100, number -> switch (number) {
            case 7 -> story().put("site", "nowhere");
            case 42 -> story().put("storyKey", "");
            case 77 -> story().put("status", "published");
            default -> story();
        }));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Location")).contains("/v1/bulks/" + answer.text("/bulkId"));
        assertThat(answer.header("Retry-After")).contains("1");
        assertThat(answer.json().get("complete").booleanValue()).isTrue();
        assertThat(counts(answer))
                .isEqualTo(Map.of("items", 100, "accepted", 97, "repeated", 0, "refused", 3, "undecided", 0));
        assertThat(problemOf(answer, 7).at("/errors/0/code").stringValue()).isEqualTo("UNKNOWN_SITE");
        assertThat(problemOf(answer, 42).at("/errors/0/pointer").stringValue()).isEqualTo("/storyKey");
        assertThat(problemOf(answer, 77).at("/errors/0/code").stringValue()).isEqualTo("UNKNOWN_PROPERTY");
        assertThat(problemOf(answer, 77).at("/status").intValue()).isEqualTo(400);
        assertThat(stored().jobs()).isEqualTo(before.jobs() + 97);
        assertThat(stored().messages()).isEqualTo(before.messages() + 97);
        var one = answer.json().at("/items/0/publicationId").stringValue();
        assertThat(get("/v1/publications/" + one).text("/status")).isEqualTo("accepted");
    }

    @Test
    void a_bulk_that_was_cut_off_anywhere_goes_on_under_its_key_and_makes_no_job_twice() {
        var cut = 0;
        for (var step = 1; step < 60; step += 4) {
            var key = UUID.randomUUID().toString();
            var body = bodyOf(3, number -> number == 1 ? story().put("site", "nowhere") : story());
            var before = stored();
            database.failAtStep(step);
            var first = bulk(key, body);
            database.heal();
            cut += database.firedSince() ? 1 : 0;
            assertThat(first.status()).as("step %d", step).isEqualTo(database.firedSince() ? 500 : 202);

            var second = bulk(key, body);
            var third = bulk(key, body);

            assertThat(second.status()).isEqualTo(202);
            assertThat(counts(second)).containsEntry("accepted", 2).containsEntry("refused", 1);
            assertThat(third.body()).isEqualTo(second.body());
            assertThat(stored().jobs()).as("step %d", step).isEqualTo(before.jobs() + 2);
            assertThat(stored().messages()).isEqualTo(before.messages() + 2);
        }
        assertThat(cut).isGreaterThan(5);
    }

    @Test
    void an_item_that_another_request_is_just_deciding_is_no_refused_one() {
        var key = UUID.randomUUID().toString();
        var body = bodyOf(2, _ -> story());
        database.failAtStep(6);
        bulk(key, body);
        database.heal();
        assertThat(database.firedSince()).isTrue();
        var begun = tables.sql("SELECT client_id, id FROM publish_api.bulk WHERE client_id = :client")
                .param("client", clientIdOf(clientKey))
                .query()
                .singleRow();
        var source = postgres.as("publish_api");
        new TransactionTemplate(new JdbcTransactionManager(source)).executeWithoutResult(_ -> {
            JdbcClient.create(source)
                    .sql("SELECT count(*) FROM publish_api.hold_idempotency_key(:client, :operation, :key)")
                    .param("client", begun.get("client_id"))
                    .param("operation", "item of POST /v1/publications:bulk")
                    .param("key", begun.get("id") + "/1")
                    .query(Long.class)
                    .single();
            var meanwhile = bulk(key, body);

            assertThat(meanwhile.status()).isEqualTo(409);
            assertThat(meanwhile.text("/code")).isEqualTo("IDEMPOTENCY_KEY_IN_USE");
        });

        assertThat(counts(bulk(key, body))).containsEntry("accepted", 2);
    }

    @Test
    void an_item_that_another_request_has_just_refused_is_refused_and_makes_no_job() {
        var body = bodyOf(1, _ -> story());
        var before = stored();

        var answer = meanwhileDecided(body, """
                INSERT INTO publish_api.bulk_item (bulk_id, position, outcome, problem)
                VALUES (:bulk, 0, 'refused', '{"code": "INVALID_REQUEST"}')
                """);

        assertThat(counts(answer)).containsEntry("accepted", 0).containsEntry("refused", 1);
        assertThat(problemOf(answer, 0).get("code").stringValue()).isEqualTo("INVALID_REQUEST");
        assertThat(stored()).isEqualTo(before);
        assertThat(counts(get("/v1/bulks/" + answer.text("/bulkId")))).containsEntry("refused", 1);
    }

    @Test
    void an_item_that_another_request_has_just_accepted_is_accepted_though_this_one_would_refuse_it() {
        var accepted = publish(story());
        var body = bodyOf(1, _ -> story().put("site", ""));

        var answer = meanwhileDecided(body, """
                INSERT INTO publish_api.bulk_item (bulk_id, position, outcome, publication_id, job_id)
                VALUES (:bulk, 0, 'accepted', '%s', '%s')
                """.formatted(accepted.text("/publicationId"), accepted.text("/jobId")));

        assertThat(counts(answer)).containsEntry("accepted", 1).containsEntry("refused", 0);
        assertThat(answer.text("/items/0/jobId")).isEqualTo(accepted.text("/jobId"));
        assertThat(get("/v1/bulks/" + answer.text("/bulkId")).text("/items/0/outcome"))
                .isEqualTo("accepted");
    }

    /** What a bulk of one item is answered, which another request decides after this one has seen that nobody had. */
    private Response meanwhileDecided(String body, String note) {
        var key = UUID.randomUUID().toString();
        var client = clientIdOf(clientKey);
        var bulk = UUID.randomUUID();
        tables.sql("""
                        INSERT INTO publish_api.bulk (id, client_id, key, request, items, created_at)
                        VALUES (:id, :client, :key, sha256(convert_to(:body, 'UTF8')), 1, now())
                        """)
                .param("id", bulk)
                .param("client", client)
                .param("key", key)
                .param("body", body)
                .update();
        var source = postgres.as("publish_api");
        var other = JdbcClient.create(source);
        var waiting = new AtomicReference<CompletableFuture<Response>>();
        new TransactionTemplate(new JdbcTransactionManager(source)).executeWithoutResult(_ -> {
            other.sql("SELECT count(*) FROM publish_api.hold_idempotency_key(:client, :operation, :key)")
                    .param("client", client)
                    .param("operation", "item of POST /v1/publications:bulk")
                    .param("key", bulk + "/0")
                    .query(Long.class)
                    .single();
            waiting.set(CompletableFuture.supplyAsync(() -> bulk(key, body)));
            await().atMost(PATIENCE)
                    .until(() -> tables.sql("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
                                    .query(Long.class)
                                    .single()
                            > 0);
            other.sql(note).param("bulk", bulk).update();
        });
        return waiting.get().join();
    }

    @Test
    void what_is_asked_for_already_is_told_so_and_makes_no_job() {
        var request = story();
        var known = publish(request).text("/publicationId");
        var answer = bulk(UUID.randomUUID().toString(), bodyOf(2, _ -> request));

        assertThat(counts(answer)).containsEntry("accepted", 0).containsEntry("repeated", 2);
        assertThat(answer.text("/items/1/publicationId")).isEqualTo(known);
        assertThat(answer.json().at("/items/1/jobId").isNull()).isTrue();
    }

    @Test
    void the_parent_counts_how_its_publications_stand_now_and_is_nobody_elses() {
        var answer = bulk(UUID.randomUUID().toString(), bodyOf(3, _ -> story()));
        var path = "/v1/bulks/" + answer.text("/bulkId");
        new Projector(tables).tells(answer.text("/items/2/publicationId"), "published", 1);

        var parent = get(path);
        assertThat(parent.status()).isEqualTo(200);
        assertThat(parent.json().at("/statuses/accepted").intValue()).isEqualTo(2);
        assertThat(parent.json().at("/statuses/published").intValue()).isEqualTo(1);
        assertThat(send("GET", path, newClient("client"), Map.of(), "").status())
                .isEqualTo(404);
        assertThat(send("GET", path, newClient("operator"), Map.of(), "").status())
                .isEqualTo(200);
        assertThat(get("/v1/bulks/nothing").status()).isEqualTo(404);
        assertThat(get("/v1/bulks/" + UUID.randomUUID()).status()).isEqualTo(404);
    }

    @Test
    void another_body_under_the_key_is_refused_and_another_clients_key_is_another() {
        var key = UUID.randomUUID().toString();
        assertThat(bulk(key, bodyOf(1, _ -> story())).status()).isEqualTo(202);

        var other = bulk(key, bodyOf(1, _ -> story()));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text("/code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        var elsewhere = send(
                "POST",
                "/v1/publications:bulk",
                newClient("client"),
                Map.of("Idempotency-Key", key),
                bodyOf(1, _ -> story()));
        assertThat(elsewhere.status()).isEqualTo(202);
    }

    @Test
    void a_bulk_without_a_key_without_items_or_with_too_many_or_too_large_stores_nothing() {
        var before = stored();
        var key = UUID.randomUUID().toString();

        assertThat(send("POST", "/v1/publications:bulk", clientKey, Map.of(), bodyOf(1, _ -> story()))
                        .status())
                .isEqualTo(400);
        assertThat(bulk(key, "{\"items\": []}").status()).isEqualTo(422);
        assertThat(bulk(key, "{}").status()).isEqualTo(422);
        assertThat(bulk(key, "{\"items\": [" + "{},".repeat(500) + "{}]}").text("/errors/0/code"))
                .isEqualTo("OUT_OF_RANGE");
        assertThat(bulk(key, "{\"items\": [], \"all\": true}").text("/code")).isEqualTo("MALFORMED_BODY");
        assertThat(bulk(key, "{\"items\": \"" + "x".repeat(8 * 1024 * 1024) + "\"}")
                        .status())
                .isEqualTo(413);
        assertThat(stored()).isEqualTo(before);
        assertThat(bulk(key, "{\"items\": [null, 7, {}]}")
                        .json()
                        .at("/counts/refused")
                        .intValue())
                .isEqualTo(3);
    }

    private Response bulk(String key, String body) {
        return send("POST", "/v1/publications:bulk", clientKey, Map.of("Idempotency-Key", key), body);
    }

    private static String bodyOf(int items, IntFunction<ObjectNode> item) {
        var body = JSON.createObjectNode();
        var list = body.putArray("items");
        IntStream.range(0, items).mapToObj(item).forEach(list::add);
        return body.toString();
    }

    private static Map<String, Integer> counts(Response answer) {
        return answer.json()
                .get("counts")
                .propertyStream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, count -> count.getValue().intValue()));
    }

    private static JsonNode problemOf(Response answer, int position) {
        var item = answer.json().at("/items/" + position);
        assertThat(List.of(item.get("position").intValue(), item.get("outcome").stringValue()))
                .isEqualTo(List.of(position, "refused"));
        return item.get("problem");
    }
}

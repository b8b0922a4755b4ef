package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class IdempotencyTest extends ApiTest {

    @Test
    void the_repeat_gets_the_first_answer_word_for_word() {
        var request = story();
        var key = UUID.randomUUID().toString();
        var first = publish(request, key);
        var before = stored();
        new Projector(tables).tells(first.text("/publicationId"), "published", 1);
        var again = publish(request, "\"" + key + "\"");

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.header("Retry-After")).contains("1");
        assertThat(stored()).isEqualTo(before);
    }

    /** Its moment has gone by since, further than a new request's may: the time is put into the body that was accepted. */
    @Test
    void the_repeat_gets_the_first_answer_however_long_ago_its_moment_was() {
        var key = UUID.randomUUID().toString();
        var first = publish(story(), key);
        var body = story().put(
                        "publishAt", Instant.now().minus(2, ChronoUnit.DAYS).toString())
                .toString();
        assertThat(publish(body, "new-" + key).text("/errors/0/pointer")).isEqualTo("/publishAt");
        tables.sql(
                        "UPDATE publish_api.idempotency_key SET request = sha256(convert_to(:body, 'UTF8')) WHERE key = :key")
                .param("body", body)
                .param("key", key)
                .update();
        var before = stored();
        var again = publish(body, key);

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void the_same_key_with_another_body_is_refused() {
        var key = UUID.randomUUID().toString();
        publish(story(), key);
        var before = stored();
        var other = publish(story(), key);

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text("/code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void another_clients_key_of_the_same_name_is_another_key() {
        var key = UUID.randomUUID().toString();
        publish(story(), key);
        clientKey = newClient("client");

        assertThat(publish(story(), key).status()).isEqualTo(202);
    }

    @Test
    void a_request_without_a_key_is_refused() {
        var answer = send("POST", "/v1/publications", clientKey, Map.of(), story().toString());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/code")).isEqualTo("IDEMPOTENCY_KEY_MISSING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "a,b", "\"open", "\"\""})
    void a_key_that_is_none_is_refused(String key) {
        var answer = publish(story(), key);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/code")).isEqualTo("IDEMPOTENCY_KEY_INVALID");
    }

    @Test
    void a_key_of_255_characters_is_taken_and_one_of_256_is_not() {
        assertThat(publish(story(), "k".repeat(255)).status()).isEqualTo(202);
        assertThat(publish(story(), "k".repeat(256)).status()).isEqualTo(400);
    }

    @Test
    void a_repeat_waits_only_so_long_for_a_first_request_that_does_not_end() {
        var key = "held-" + shortId();
        var source = postgres.as("publish_api");
        var client = clientIdOf(clientKey);
        new TransactionTemplate(new JdbcTransactionManager(source)).executeWithoutResult(_ -> {
            JdbcClient.create(source)
                    .sql(
                            "SELECT pg_advisory_xact_lock(hashtextextended(concat_ws(' ', CAST(:client AS uuid), :operation, :key), 0)) IS NULL")
                    .param("client", client)
                    .param("operation", "POST /v1/publications")
                    .param("key", key)
                    .query(Boolean.class)
                    .single();
            var answer = publish(story(), key);

            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.text("/code")).isEqualTo("IDEMPOTENCY_KEY_IN_USE");
            assertThat(answer.header("Retry-After")).contains("1");
        });
    }
}

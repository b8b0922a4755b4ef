package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Keys of clients: issued, used, rotated, expired, revoked. */
class KeyTest extends ApiTest {

    private String name;

    @BeforeEach
    void nameOfClient() {
        name = nameOf(clientKey);
    }

    private String nameOf(String key) {
        return tables.sql("SELECT name FROM publish_api.client WHERE id = :id")
                .param("id", clientIdOf(key))
                .query(String.class)
                .single();
    }

    @Test
    void a_rotated_key_works_beside_the_old_one_until_that_ends() {
        var end = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        var issued = issue("{\"othersExpireAt\": \"%s\"}".formatted(end));
        var fresh = issued.text("/key");

        assertThat(issued.status()).isEqualTo(201);
        assertThat(issued.header("Cache-Control")).contains("no-store");
        assertThat(fresh).matches("clp_[A-Za-z0-9_-]{43}").isNotEqualTo(clientKey);
        assertThat(statusWith(fresh)).isEqualTo(200);
        assertThat(statusWith(clientKey)).isEqualTo(200);
        assertThat(keys())
                .extracting(key -> key.get("expiresAt").asString("none"))
                .containsExactly("none", end.toString());
        expireAll();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(statusWith(clientKey)).isEqualTo(401));
        assertThat(statusWith(fresh)).isEqualTo(200);
    }

    @Test
    void an_expired_key_lets_nobody_in_and_is_shown_as_that() {
        var fresh = issue("{\"expiresAt\": \"%s\"}".formatted(Instant.now().plus(1, ChronoUnit.HOURS)))
                .text("/key");
        assertThat(statusWith(fresh)).isEqualTo(200);
        expireAll();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(statusWith(fresh)).isEqualTo(401));
        assertThat(states()).containsExactly("expired", "valid");
    }

    @Test
    void a_revoked_key_lets_nobody_in_and_revoking_it_again_changes_nothing() {
        assertThat(statusWith(clientKey)).isEqualTo(200);
        var id = keys().getFirst().get("keyId").asString();
        var first = revoke(id);
        var second = revoke(id);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.text("/state")).isEqualTo("revoked");
        assertThat(second.text("/revokedAt")).isEqualTo(first.text("/revokedAt"));
        assertThat(statusWith(clientKey)).isEqualTo(401);
    }

    @Test
    void an_old_key_can_be_revoked_however_many_came_after_it() {
        var id = keys().getFirst().get("keyId").asString();
        tables.sql("""
                INSERT INTO publish_api.api_key (id, client_id, sha256, created_at, expires_at)
                SELECT gen_random_uuid(), k.client_id, sha256(CAST(CAST(gen_random_uuid() AS text) AS bytea)),
                  k.created_at + n * interval '1 minute', k.created_at + (n + 1) * interval '1 minute'
                FROM publish_api.api_key k, generate_series(1, 201) n WHERE k.id = CAST(:id AS uuid)
                """).param("id", id).update();

        assertThat(revoke(id).text("/state")).isEqualTo("revoked");
        assertThat(statusWith(clientKey)).isEqualTo(401);
    }

    @Test
    void the_last_use_of_a_key_is_known_to_the_minute() {
        assertThat(keys().getFirst().get("lastUsedAt").isNull()).isTrue();
        statusWith(clientKey);
        var first = keys().getFirst().get("lastUsedAt").asString();
        statusWith(clientKey);

        assertThat(Instant.parse(first)).isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(keys().getFirst().get("lastUsedAt").asString()).isEqualTo(first);
        tables.sql(
                        "UPDATE publish_api.api_key SET last_used_at = last_used_at - interval '2 minutes' WHERE last_used_at IS NOT NULL")
                .update();
        await().atMost(PATIENCE).untilAsserted(() -> {
            statusWith(clientKey);
            assertThat(Instant.parse(keys().getFirst().get("lastUsedAt").asString()))
                    .isAfterOrEqualTo(Instant.parse(first));
        });
    }

    @Test
    void no_list_shows_a_key() {
        var fresh = issue("{}").text("/key");
        var shown = list().body();

        assertThat(shown).doesNotContain(fresh, clientKey, "clp_");
        assertThat(keys()).hasSize(2);
    }

    @Test
    void a_client_has_a_bounded_number_of_valid_keys() {
        for (var number = 2; number <= 10; number++) {
            assertThat(issue("{}").status()).isEqualTo(201);
        }
        var refused = issue("{}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/code")).isEqualTo("TOO_MANY_KEYS");
        revoke(keys().getLast().get("keyId").asString());
        assertThat(issue("{}").status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"expiresAt\": \"tomorrow\"}",
                "{\"expiresAt\": \"2020-01-01T00:00:00Z\"}",
                "{\"expiresAt\": \"2999-01-01T00:00:00Z\"}",
                "{\"othersExpireAt\": \"2020-01-01T00:00:00Z\"}"
            })
    void an_end_that_cannot_be_is_refused(String body) {
        var refused = issue(body);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("/errors/0/fix")).isNotBlank();
        assertThat(keys()).hasSize(1);
    }

    @Test
    void a_client_or_key_that_is_not_there_is_a_404() {
        assertThat(send("GET", "/v1/clients/nobody/keys", ADMIN_KEY, Map.of(), "")
                        .status())
                .isEqualTo(404);
        assertThat(revoke(UUID.randomUUID().toString()).status()).isEqualTo(404);
        assertThat(revoke("nonsense").status()).isEqualTo(404);
        var other = newClient("client");
        var mine = keys().getFirst().get("keyId").asString();
        name = nameOf(other);
        assertThat(revoke(mine).status()).isEqualTo(404);
        assertThat(statusWith(other)).isEqualTo(200);
    }

    private Response issue(String body) {
        return send("POST", "/v1/clients/" + name + "/keys", ADMIN_KEY, Map.of(), body);
    }

    private Response revoke(String id) {
        return send("POST", "/v1/clients/" + name + "/keys/" + id + "/revoke", ADMIN_KEY, Map.of(), "");
    }

    private Response list() {
        return send("GET", "/v1/clients/" + name + "/keys", ADMIN_KEY, Map.of(), "");
    }

    private List<JsonNode> keys() {
        return StreamSupport.stream(list().json().get("keys").spliterator(), false)
                .toList();
    }

    private List<String> states() {
        return keys().stream().map(key -> key.get("state").asString()).toList();
    }

    private int statusWith(String key) {
        return send("GET", "/v1/sites", key, Map.of(), "").status();
    }

    /** Moves every end into the past, as time would. */
    private void expireAll() {
        tables.sql(
                        "UPDATE publish_api.api_key SET expires_at = now() - interval '1 second' WHERE expires_at IS NOT NULL")
                .update();
    }
}

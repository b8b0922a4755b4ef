package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The last stage before the relay could lose its place in the WAL: the door stays shut for new work, and says for how long. */
class IntakeTest extends ApiTest {

    @BeforeEach
    void relayHasMigrated() {
        postgres.migrate("outbox-relay");
    }

    @AfterEach
    void open() {
        say("open", 30);
        await().atMost(PATIENCE).until(() -> post().status() == 202);
    }

    @Test
    void new_work_is_refused_with_a_time_to_come_back_while_the_relay_sheds_and_reading_goes_on() {
        var accepted = post();
        assertThat(accepted.status()).isEqualTo(202);
        say("shed", 45);

        var refused = await().atMost(PATIENCE).until(this::post, answer -> answer.status() == 503);

        assertThat(refused.text("/code")).isEqualTo("INTAKE_SHED");
        assertThat(refused.text("/detail")).isEqualTo("RELAY_WAL_FILLING: for the test");
        assertThat(refused.header("Retry-After")).contains("45");
        var bulk = send(
                "POST", "/v1/publications:bulk", clientKey, Map.of("Idempotency-Key", shortId()), "{\"items\": [{}]}");
        assertThat(bulk.text("/code")).isEqualTo("INTAKE_SHED");
        assertThat(send("POST", "/v1/sites/" + site + "/retry-failed", ADMIN_KEY, Map.of(), "")
                        .text("/code"))
                .isEqualTo("INTAKE_SHED");
        assertThat(get("/v1/publications").status()).isEqualTo(200);
        say("open", 30);
        await().atMost(PATIENCE).until(() -> post().status() == 202);
    }

    @Test
    void a_refused_request_stores_nothing_and_burns_no_key() {
        var key = UUID.randomUUID().toString();
        var body = story().toString();
        say("shed", 45);
        await().atMost(PATIENCE).until(() -> post().status() == 503);
        var before = publications();

        assertThat(post(key, body).status()).isEqualTo(503);

        assertThat(publications()).isEqualTo(before);
        say("open", 30);
        await().atMost(PATIENCE).until(() -> post(key, body).status() == 202);
    }

    private Response post() {
        return post(UUID.randomUUID().toString(), story().toString());
    }

    private Response post(String key, String body) {
        return send("POST", "/v1/publications", clientKey, Map.of("Idempotency-Key", key), body);
    }

    private int publications() {
        return tables.sql("SELECT count(*) FROM publish_api.publication")
                .query(Integer.class)
                .single();
    }

    private void say(String state, int retryAfterSeconds) {
        tables.sql("""
                INSERT INTO outbox_relay.intake (state, since, why, retry_after_seconds)
                VALUES (:state, clock_timestamp(), 'RELAY_WAL_FILLING: for the test', :seconds)
                ON CONFLICT (only_one) DO UPDATE SET state = excluded.state, retry_after_seconds = excluded.retry_after_seconds
                """)
                .param("state", state)
                .param("seconds", retryAfterSeconds)
                .update();
    }
}

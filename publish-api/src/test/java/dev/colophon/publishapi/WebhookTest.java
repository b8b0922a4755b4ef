package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Webhooks as clients register them. */
class WebhookTest extends ApiTest {

    static final String PUBLISHED = "dev.colophon.publication.published.v1";

    @BeforeEach
    void noWebhooks() {
        tables.sql("DELETE FROM publish_api.webhook").update();
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void the_secret_is_shown_once_and_nowhere_else(CapturedOutput output) {
        var made = register("https://hooks.example/a/canary-of-the-path?token=canary", List.of(PUBLISHED));
        var secret = made.text("/secret");
        var path = "/v1/webhooks/" + made.text("/webhookId");
        var rotated = send("POST", path + "/rotate-secret", clientKey, Map.of(), "");
        var next = rotated.text("/secret");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Location")).contains(path);
        assertThat(made.header("Cache-Control")).contains("no-store");
        assertThat(rotated.header("Cache-Control")).contains("no-store");
        assertThat(secret).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(next).matches("whsec_[A-Za-z0-9+/]{43}=").isNotEqualTo(secret);
        for (var answer : List.of(get("/v1/webhooks"), get(path), patch(path, "{}"))) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).contains("canary-of-the-path").doesNotContain("whsec_", secret, next);
        }
        var stored = tables.sql("""
                        SELECT concat(w::text, encode(w.secret_sealed, 'escape'), encode(w.former_secret_sealed, 'escape'))
                          FROM publish_api.webhook w
                        """).query(String.class).single();
        assertThat(stored).contains("hooks.example").doesNotContain("whsec_", secret.substring(6), next.substring(6));
        assertThat(output)
                .contains("registered webhook")
                .doesNotContain("whsec_", secret.substring(6), next.substring(6), "canary");
    }

    @Test
    void a_webhook_is_changed_in_what_is_sent_and_in_nothing_else() {
        var made = register("https://hooks.example/a", List.of(PUBLISHED));
        var path = "/v1/webhooks/" + made.text("/webhookId");
        var moved = patch(path, "{\"url\": \"https://hooks.example/b?c=d\"}");
        var all = patch(path, "{\"eventTypes\": []}");
        var disabled = patch(path, "{\"state\": \"disabled\"}");
        var enabled = patch(path, "{\"state\": \"active\"}");

        assertThat(moved.text("/url")).isEqualTo("https://hooks.example/b?c=d");
        assertThat(moved.text("/eventTypes/0")).isEqualTo(PUBLISHED);
        assertThat(all.json().get("eventTypes").size()).isZero();
        assertThat(all.text("/url")).isEqualTo("https://hooks.example/b?c=d");
        assertThat(disabled.text("/state")).isEqualTo("disabled");
        assertThat(disabled.text("/disabledReason")).isEqualTo("client");
        assertThat(enabled.text("/state")).isEqualTo("active");
        assertThat(enabled.json().get("disabledReason").isNull()).isTrue();
        assertThat(enabled.text("/secretSetAt")).isEqualTo(made.text("/secretSetAt"));
        assertThat(send("DELETE", path, clientKey, Map.of(), "").status()).isEqualTo(204);
        assertThat(get(path).status()).isEqualTo(404);
    }

    @Test
    void another_clients_webhook_does_not_exist_for_anyone_else_whatever_the_role() {
        var mine =
                "/v1/webhooks/" + register("https://hooks.example/a", List.of()).text("/webhookId");
        var delivery = send("POST", mine + "/test", clientKey, Map.of(), "").text("/deliveryId");

        for (var role : List.of("client", "operator", "admin")) {
            var other = newClient(role);
            assertThat(send("GET", "/v1/webhooks", other, Map.of(), "")
                            .json()
                            .get("webhooks")
                            .size())
                    .isZero();
            for (var request : List.of(
                    "GET " + mine,
                    "PATCH " + mine,
                    "DELETE " + mine,
                    "POST " + mine + "/rotate-secret",
                    "POST " + mine + "/test",
                    "GET " + mine + "/deliveries",
                    "POST " + mine + "/deliveries/" + delivery + "/redeliver")) {
                var parts = request.split(" ", -1);
                var answer = send(parts[0], parts[1], other, Map.of(), parts[0].equals("PATCH") ? "{}" : "");
                assertThat(answer.status()).as("%s as %s", request, role).isEqualTo(404);
                assertThat(answer.text("/code")).isEqualTo("NOT_FOUND");
            }
        }
        var another =
                "/v1/webhooks/" + register("https://hooks.example/b", List.of()).text("/webhookId");
        assertThat(send("POST", another + "/deliveries/" + delivery + "/redeliver", clientKey, Map.of(), "")
                        .status())
                .isEqualTo(404);
        assertThat(get(mine).status()).isEqualTo(200);
    }

    @Test
    void a_client_has_a_bounded_number_of_webhooks() {
        for (var number = 0; number < 10; number++) {
            assertThat(register("https://hooks.example/" + number, List.of()).status())
                    .isEqualTo(201);
        }
        var refused = register("https://hooks.example/10", List.of());

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/code")).isEqualTo("TOO_MANY_WEBHOOKS");
        var first = get("/v1/webhooks").text("/webhooks/0/webhookId");
        send("DELETE", "/v1/webhooks/" + first, clientKey, Map.of(), "");
        assertThat(register("https://hooks.example/10", List.of()).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hooks.example/a",
                "https://hooks.example:5432/a",
                "https://hooks.example:80/",
                "https://10.0.0.1/a",
                "https://169.254.169.254/latest/meta-data",
                "https://2130706433/",
                "https://127.1/",
                "https://0177.0.0.1/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[fd00::1]/",
                "https://[64:ff9b::7f00:1]/",
                "https://100.64.0.1/",
                "https://198.18.0.1/",
                "https://postgres/",
                "https://db.internal/",
                "https://user:canary@hooks.example/",
                "https://hooks.example/#canary",
                "ftp://hooks.example/",
                "file:///etc/passwd",
                "https:hooks.example",
                "no url at all",
                "https:///canary"
            })
    void an_address_that_is_not_for_everyone_is_refused_when_it_is_saved(String url) {
        var refused = register(url, List.of());
        var kept =
                "/v1/webhooks/" + register("https://hooks.example/a", List.of()).text("/webhookId");

        for (var answer : List.of(refused, patch(kept, "{\"url\": \"" + url + "\"}"))) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(422);
            assertThat(answer.text("/errors/0/pointer")).isEqualTo("/url");
            assertThat(answer.text("/errors/0/fix")).contains("COLOPHON_WEBHOOK_HOSTS");
            assertThat(answer.body()).doesNotContain("canary");
        }
        assertThat(get(kept).text("/url")).isEqualTo("https://hooks.example/a");
        assertThat(count("webhook")).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{} MISSING",
                "{\"url\":\"https://a.example\",\"state\":\"disabled\"} NOT_YET",
                "{\"url\":\"https://a.example\",\"eventTypes\":[\"dev.colophon.receipt.claimed.v1\"]} UNKNOWN_EVENT_TYPE",
                "{\"url\":\"https://a.example\",\"eventTypes\":[null]} UNKNOWN_EVENT_TYPE",
            })
    void a_webhook_that_cannot_be_is_refused_with_the_field_and_the_fix(String bodyAndCode) {
        var parts = bodyAndCode.split("(?<=}) ", -1);
        var answer = send("POST", "/v1/webhooks", clientKey, Map.of(), parts[0]);

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.text("/errors/0/code")).isEqualTo(parts[1]);
        assertThat(answer.text("/errors/0/fix")).isNotBlank();
    }

    @Test
    void the_scheme_of_an_address_is_taken_in_any_letters_and_kept_in_small_ones() {
        var made = register("HTTPS://hooks.example/A?b=C", List.of());
        var changed = patch("/v1/webhooks/" + made.text("/webhookId"), "{\"url\": \"hTTps://Hooks.example/B\"}");

        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.text("/url")).isEqualTo("https://hooks.example/A?b=C");
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(changed.text("/url")).isEqualTo("https://Hooks.example/B");
    }

    @Test
    void a_state_that_nobody_knows_and_a_property_that_nobody_knows_are_refused() {
        var path =
                "/v1/webhooks/" + register("https://hooks.example/a", List.of()).text("/webhookId");

        assertThat(patch(path, "{\"state\": \"gone\"}").text("/errors/0/code")).isEqualTo("UNKNOWN_STATE");
        assertThat(patch(path, "{\"clientId\": \"x\"}").status()).isEqualTo(400);
        assertThat(send("POST", "/v1/webhooks", clientKey, Map.of(), "{\"secret\": \"mine\"}")
                        .status())
                .isEqualTo(400);
    }

    Response register(String url, List<String> types) {
        var listed = types.isEmpty() ? "" : "\"" + String.join("\", \"", types) + "\"";
        return send("POST", "/v1/webhooks", clientKey, Map.of(), """
                {"url": "%s", "eventTypes": [%s]}""".formatted(url, listed));
    }

    private Response patch(String path, String body) {
        return send("PATCH", path, clientKey, Map.of(), body);
    }
}

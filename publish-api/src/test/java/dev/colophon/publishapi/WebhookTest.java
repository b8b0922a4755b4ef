package dev.colophon.publishapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Webhooks as a receiver sees them. Retries come after 100 ms, three of them ({@link ApiTest}). */
class WebhookTest extends ApiTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @AfterEach
    void noMoreWebhooks() {
        tables.sql("DELETE FROM publish_api.webhook").update();
    }

    @Test
    void a_change_is_told_once_signed_as_the_standard_says_and_with_the_whole_status() throws Exception {
        try (var receiver = Receiver.open()) {
            var secret = webhook(receiver).text("/secret");
            var id = publish(story()).text("/publicationId");
            new Projector(tables).tells(id, "published", 1);

            await().atMost(SOON).until(() -> !receiver.messages().isEmpty());
            var message = receiver.messages().getFirst();

            assertThat(signatures(message)).containsExactly(signature(secret, message));
            assertThat(Long.parseLong(message.timestamp()))
                    .isCloseTo(Instant.now().getEpochSecond(), within(300L));
            var body = JsonMapper.shared().readTree(message.body());
            assertThat(body.get("type").stringValue()).isEqualTo("publication.published");
            assertThat(body.at("/data/publicationId").stringValue()).isEqualTo(id);
            assertThat(body.at("/data/externalUrl").stringValue()).isEqualTo("https://news.example/x/");
            new Projector(tables).tells(id, "unpublished", 1);
            // The projector counts and writes in one transaction; here the state was written after it was counted.
            tables.sql("UPDATE status_projector.publication_stream SET event_sequence = event_sequence + 1"
                            + " WHERE publication_id = CAST(:id AS uuid)")
                    .param("id", id)
                    .update();
            await().atMost(SOON)
                    .until(() -> receiver.messages().getLast().body().contains("\"publication.unpublished\""));
            assertThat(receiver.messages()).extracting(Receiver.Message::id).doesNotHaveDuplicates();
        }
    }

    @Test
    void what_is_another_clients_or_was_before_the_webhook_is_not_told() throws Exception {
        try (var receiver = Receiver.open()) {
            var before = publish(story()).text("/publicationId");
            new Projector(tables).tells(before, "published", 1);
            webhook(receiver);
            var mine = clientKey;
            clientKey = newClient("client");
            new Projector(tables).tells(publish(story()).text("/publicationId"), "published", 1);
            clientKey = mine;
            var after = publish(story()).text("/publicationId");
            new Projector(tables).tells(after, "failed", 1);

            await().atMost(SOON).until(() -> !receiver.messages().isEmpty());
            assertThat(receiver.messages()).hasSize(1);
            assertThat(receiver.messages().getFirst().body()).contains(after, "publication.failed");
        }
    }

    @Test
    void what_was_not_taken_is_sent_again_under_the_same_id_until_it_is() throws Exception {
        try (var receiver = Receiver.open().answers(503)) {
            var webhook = webhook(receiver).text("/webhookId");
            var delivery = test(webhook);
            await().atMost(SOON).until(() -> receiver.messages().size() >= 2);
            receiver.answers(204);

            var delivered = await().atMost(SOON).until(() -> delivery(webhook, delivery), is("delivered"));
            assertThat(delivered.get("lastStatus").intValue()).isEqualTo(204);
            assertThat(delivered.get("attempts").intValue())
                    .isBetween(3, 4)
                    .isEqualTo(receiver.messages().size());
            assertThat(Set.copyOf(receiver.messages().stream()
                            .map(Receiver.Message::id)
                            .toList()))
                    .containsExactly(delivery);
            assertThat(Set.copyOf(receiver.messages().stream()
                            .map(Receiver.Message::body)
                            .toList()))
                    .hasSize(1);
        }
    }

    @Test
    void after_the_last_attempt_it_has_failed_and_can_be_sent_once_more_under_its_id() throws Exception {
        try (var receiver = Receiver.open().answers(500)) {
            var webhook = webhook(receiver).text("/webhookId");
            var delivery = test(webhook);

            var failed = await().atMost(SOON).until(() -> delivery(webhook, delivery), is("failed"));
            assertThat(failed.get("attempts").intValue()).isEqualTo(4);
            assertThat(failed.get("lastProblem").stringValue()).isEqualTo("The receiver answered 500.");
            assertThat(failed.get("nextAttemptAt").isNull()).isTrue();
            assertThat(receiver.messages()).hasSize(4);
            receiver.answers(200);
            assertThat(post(webhook, "/deliveries/" + delivery + "/redeliver").status())
                    .isEqualTo(202);

            await().atMost(SOON).until(() -> delivery(webhook, delivery), is("delivered"));
            assertThat(receiver.messages().getLast().id()).isEqualTo(delivery);
        }
    }

    @Test
    void a_receiver_that_is_gone_is_told_nothing_until_its_client_says_otherwise() throws Exception {
        try (var receiver = Receiver.open().answers(410)) {
            var webhook = webhook(receiver).text("/webhookId");
            var first = test(webhook);
            await().atMost(SOON).until(() -> delivery(webhook, first), is("failed"));
            assertThat(only(webhook).get("state").stringValue()).isEqualTo("disabled");
            assertThat(only(webhook).get("stateReason").stringValue()).contains("410");
            var second = test(webhook);
            receiver.answers(200);

            assertThat(delivery(webhook, second).get("attempts").intValue()).isZero();
            assertThat(post(webhook, "/enable").text("/state")).isEqualTo("active");
            await().atMost(SOON).until(() -> delivery(webhook, second), is("delivered"));
            assertThat(receiver.messages()).hasSize(2);
        }
    }

    @Test
    void while_a_secret_is_replaced_messages_are_signed_with_both() throws Exception {
        try (var receiver = Receiver.open()) {
            var made = webhook(receiver);
            var webhook = made.text("/webhookId");
            var rotated = post(webhook, "/secret");
            test(webhook);
            await().atMost(SOON).until(() -> !receiver.messages().isEmpty());

            var message = receiver.messages().getFirst();
            assertThat(signatures(message))
                    .containsExactly(
                            signature(rotated.text("/secret"), message), signature(made.text("/secret"), message));
            tables.sql("UPDATE publish_api.webhook SET previous_until = now() - interval '1 s'")
                    .update();
            test(webhook);
            await().atMost(SOON).until(() -> receiver.messages().size() == 2);
            var later = receiver.messages().getLast();
            assertThat(signatures(later)).containsExactly(signature(rotated.text("/secret"), later));
        }
    }

    @Test
    void a_receiver_that_does_not_answer_holds_up_nobody_else() throws Exception {
        try (var slow = Receiver.open().hangs();
                var quick = Receiver.open()) {
            var held = webhook(slow).text("/webhookId");
            var stuck = test(held);
            for (var more = 0; more < 20; more++) {
                test(held);
            }
            await().atMost(SOON).until(() -> slow.requests() == 1);
            var other = webhook(quick).text("/webhookId");

            var delivery = test(other);

            await().atMost(SOON).until(() -> delivery(other, delivery), is("delivered"));
            assertThat(slow.requests()).as("one of its messages at a time").isLessThanOrEqualTo(4);
            await().atMost(SOON)
                    .until(() -> delivery(held, stuck).get("lastProblem").isString());
            assertThat(delivery(held, stuck).get("lastProblem").stringValue()).startsWith("No answer");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://news.example/told",
                "https://10.0.0.1/told",
                "https://169.254.169.254/latest",
                "https://[::1]/told",
                "https://2130706433/told",
                "https://wordpress/told",
                "https://news.example:6379/told",
                "https://user:pass@news.example/told",
                "ftp://news.example/told",
                "told"
            })
    void an_address_in_the_house_is_refused_when_it_is_saved(String url) {
        var refused = send("POST", "/v1/webhooks", clientKey, Map.of(), "{\"url\": \"" + url + "\"}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("/errors/0/pointer")).isEqualTo("/url");
    }

    @Test
    void an_address_in_the_house_is_not_spoken_to_however_it_came_there_and_a_redirect_leads_nowhere()
            throws Exception {
        try (var neighbour = new Receiver("127.0.0.2");
                var receiver = Receiver.open().redirectsTo(neighbour.url())) {
            var webhook = webhook(receiver).text("/webhookId");
            var redirected = test(webhook);
            var failed = await().atMost(SOON).until(() -> delivery(webhook, redirected), is("failed"));
            assertThat(failed.get("lastStatus").intValue()).isEqualTo(302);

            tables.sql("UPDATE publish_api.webhook SET url = :url")
                    .param("url", neighbour.url())
                    .update();
            var planted = test(webhook);
            var refused = await().atMost(SOON).until(() -> delivery(webhook, planted), is("failed"));
            assertThat(refused.get("lastProblem").stringValue())
                    .contains("not for everyone")
                    .doesNotContain("127.");
            assertThat(neighbour.requests()).isZero();
        }
    }

    @Test
    void a_secret_is_shown_once_and_kept_under_seal_bound_to_its_webhook() throws Exception {
        try (var receiver = Receiver.open();
                var other = Receiver.open()) {
            var secret = webhook(receiver).text("/secret");
            var second = webhook(other).text("/webhookId");

            assertThat(get("/v1/webhooks").body()).doesNotContain("whsec_", secret);
            assertThat(tables.sql("""
                                    SELECT count(*) FROM publish_api.webhook
                                     WHERE position(decode(:secret, 'base64') in secret_sealed) > 0
                                        OR webhook::text LIKE '%' || :secret || '%'
                                    """)
                            .param("secret", secret.substring(6))
                            .query(Long.class)
                            .single())
                    .isZero();
            tables.sql(
                            "UPDATE publish_api.webhook SET secret_sealed = (SELECT w.secret_sealed FROM publish_api.webhook w WHERE url = :url)")
                    .param("url", receiver.url())
                    .update();
            var delivery = test(second);
            var failed = await().atMost(SOON).until(() -> delivery(second, delivery), is("failed"));
            assertThat(failed.get("lastProblem").stringValue()).contains("cannot be opened");
            assertThat(other.requests()).isZero();
        }
    }

    @Test
    void a_client_has_so_many_webhooks_and_one_of_each_address() throws Exception {
        try (var receiver = Receiver.open()) {
            assertThat(webhook(receiver).status()).isEqualTo(201);
            assertThat(webhook(receiver).text("/code")).isEqualTo("WEBHOOK_EXISTS");
            for (var number = 1; number < 10; number++) {
                assertThat(register(receiver.url() + number).status()).isEqualTo(201);
            }
            assertThat(register(receiver.url() + "more").text("/code")).isEqualTo("TOO_MANY_WEBHOOKS");
            var one = get("/v1/webhooks").text("/webhooks/0/webhookId");
            assertThat(send("DELETE", "/v1/webhooks/" + one, clientKey, Map.of(), "")
                            .status())
                    .isEqualTo(204);
            assertThat(register(receiver.url() + "more").status()).isEqualTo(201);
        }
    }

    private Response webhook(Receiver receiver) {
        return register(receiver.url());
    }

    private Response register(String url) {
        return send("POST", "/v1/webhooks", clientKey, Map.of(), "{\"url\": \"" + url + "\"}");
    }

    private Response post(String webhook, String path) {
        return send("POST", "/v1/webhooks/" + webhook + path, clientKey, Map.of(), "");
    }

    private String test(String webhook) {
        var queued = post(webhook, "/test");
        assertThat(queued.status()).isEqualTo(202);
        return queued.text("/deliveryId");
    }

    private JsonNode delivery(String webhook, String id) {
        return get("/v1/webhooks/" + webhook + "/deliveries")
                .json()
                .get("deliveries")
                .valueStream()
                .filter(delivery -> delivery.get("deliveryId").stringValue().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode only(String webhook) {
        var all = get("/v1/webhooks").json().get("webhooks");
        assertThat(all.size()).isOne();
        assertThat(all.get(0).get("webhookId").stringValue()).isEqualTo(webhook);
        return all.get(0);
    }

    private static Predicate<JsonNode> is(String state) {
        return delivery -> delivery.get("state").stringValue().equals(state);
    }

    private static List<String> signatures(Receiver.Message message) {
        return List.of(message.signature().split(" ", -1));
    }

    /** As a receiver checks it, by the words of the standard. */
    private static String signature(String secret, Receiver.Message message)
            throws GeneralSecurityException, IOException {
        assertThat(secret).startsWith("whsec_");
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(6)), "HmacSHA256"));
        var content = message.id() + "." + message.timestamp() + "." + message.body();
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(UTF_8)));
    }
}

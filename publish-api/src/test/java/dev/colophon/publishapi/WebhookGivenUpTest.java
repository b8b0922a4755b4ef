package dev.colophon.publishapi;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** When deliveries are put off or given up, and what is told of them. */
class WebhookGivenUpTest extends WebhookDeliveries {

    @Test
    void a_410_disables_the_webhook_and_what_waits_for_it_waits_until_it_is_enabled() throws Exception {
        var webhook = register("/hook");
        receiver.reply("/hook", 410);
        test(webhook);
        deliverDue();
        var path = "/v1/webhooks/" + webhook.text("/webhookId");

        assertThat(get(path).text("/state")).isEqualTo("disabled");
        assertThat(get(path).text("/disabledReason")).isEqualTo("gone");
        assertThat(deliveries(webhook).getFirst().text("/state")).isEqualTo("exhausted");
        assertThat(deliveries(webhook).getFirst().text("/lastCode")).isEqualTo("WEBHOOK_GONE");
        assertThat(test(webhook).text("/code")).isEqualTo("WEBHOOK_DISABLED");
        var again = path + "/deliveries/" + deliveries(webhook).getFirst().text("/deliveryId") + "/redeliver";
        assertThat(send("POST", again, clientKey, Map.of(), "").status()).isEqualTo(409);

        send("PATCH", path, clientKey, Map.of(), "{\"state\": \"active\"}");
        assertThat(send("POST", again, clientKey, Map.of(), "").status()).isEqualTo(202);
        deliverDue();

        assertThat(receiver.messages("/hook")).hasSize(2);
        assertThat(ids("/hook")).hasSize(1);
        assertThat(deliveries(webhook).getFirst().text("/state")).isEqualTo("delivered");
    }

    @Test
    void a_410_of_an_address_that_its_client_has_changed_meanwhile_disables_nothing_and_the_new_one_is_told()
            throws Exception {
        var webhook = register("/old");
        var path = "/v1/webhooks/" + webhook.text("/webhookId");
        var answered = new CountDownLatch(1);
        receiver.hold("/old", answered);
        receiver.reply("/old", 410);
        test(webhook);
        var begun = deliverDue.begin();
        await().atMost(PATIENCE).until(() -> receiver.messages("/old").size() == 1);
        send("PATCH", path, clientKey, Map.of(), "{\"url\": \"%s\"}".formatted(receiver.url("/new")));
        answered.countDown();
        join(begun);

        assertThat(deliveries(webhook).getFirst().text("/lastCode")).isEqualTo("WEBHOOK_GONE");
        assertThat(deliveries(webhook).getFirst().text("/state")).isEqualTo("pending");
        assertThat(get(path).text("/state")).isEqualTo("active");
        deliverDue();

        assertThat(deliveries(webhook).getFirst().text("/state")).isEqualTo("delivered");
        assertThat(receiver.messages("/new")).hasSize(1);
        assertThat(receiver.messages("/new").getFirst().id())
                .isEqualTo(receiver.messages("/old").getFirst().id());
    }

    @Test
    void a_redirect_is_not_followed() throws Exception {
        var webhook = register("/hook");
        receiver.reply("/hook", 307, Map.of("Location", receiver.url("/elsewhere")));
        test(webhook);
        deliverDue();

        assertThat(receiver.messages("/hook")).hasSize(1);
        assertThat(receiver.messages("/elsewhere")).isEmpty();
        assertThat(deliveries(webhook).getFirst().text("/lastCode")).isEqualTo("WEBHOOK_REDIRECTED");
        assertThat(deliveries(webhook).getFirst().text("/state")).isEqualTo("pending");
    }

    @Test
    void a_host_that_is_exempt_no_longer_is_not_spoken_to() throws Exception {
        var webhook = register("/hook");
        tables.sql("UPDATE publish_api.webhook SET url = replace(url, '127.0.0.1', '127.0.0.2')")
                .update();
        test(webhook);
        deliverDue();

        assertThat(deliveries(webhook).getFirst().text("/lastCode")).isEqualTo("WEBHOOK_ADDRESS_REFUSED");
        assertThat(receiver.messages("/hook")).isEmpty();
    }

    @Test
    void what_was_tried_for_too_long_is_given_up_and_can_be_asked_for_again() throws Exception {
        var webhook = register("/hook");
        var disabled = register("/disabled");
        receiver.reply("/hook", 503, Map.of("Retry-After", "120"));
        test(webhook);
        test(disabled);
        send("PATCH", "/v1/webhooks/" + disabled.text("/webhookId"), clientKey, Map.of(), "{\"state\": \"disabled\"}");
        // Ends before a next attempt, but not yet: a round of another context would give up untried what has ended.
        tables.sql("UPDATE publish_api.webhook_delivery SET expires_at = now() + interval '1 min'")
                .update();
        deliverDue();
        tables.sql("UPDATE publish_api.webhook_delivery SET expires_at = now()").update();
        keepBacklog.keep();

        var given = deliveries(webhook).getFirst();
        assertThat(given.text("/state")).isEqualTo("exhausted");
        assertThat(given.text("/lastCode")).isEqualTo("WEBHOOK_ANSWERED_ERROR");
        assertThat(deliveries(disabled).getFirst().text("/state")).isEqualTo("exhausted");
        assertThat(deliveries(disabled).getFirst().text("/lastCode")).isEqualTo("WEBHOOK_NOT_TRIED");

        var again = send(
                "POST",
                "/v1/webhooks/" + webhook.text("/webhookId") + "/deliveries/" + given.text("/deliveryId")
                        + "/redeliver",
                clientKey,
                Map.of(),
                "");
        deliverDue();
        assertThat(again.status()).isEqualTo(202);
        assertThat(deliveries(webhook).getFirst().text("/state")).isEqualTo("delivered");
        assertThat(ids("/hook")).hasSize(1);
    }

    @Test
    void the_log_is_read_page_by_page_and_forgets_what_ended_long_ago() throws Exception {
        var webhook = register("/hook");
        for (var number = 0; number < 5; number++) {
            test(webhook);
        }
        deliverDue();
        deliverDue();
        test(webhook);
        var path = "/v1/webhooks/" + webhook.text("/webhookId") + "/deliveries";
        var seen = new ArrayList<String>();
        for (var cursor = ""; !cursor.equals("null"); ) {
            var page = get(path + "?limit=2" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            page.json()
                    .get("deliveries")
                    .forEach(entry -> seen.add(entry.get("deliveryId").asString()));
            cursor = page.json().get("nextCursor").isNull() ? "null" : page.text("/nextCursor");
        }

        assertThat(seen).hasSize(6).doesNotHaveDuplicates();
        assertThat(get(path + "?state=pending").json().get("deliveries").size()).isOne();
        assertThat(get(path + "?state=sent").status()).isEqualTo(400);
        assertThat(get(path + "?limit=0").status()).isEqualTo(400);
        assertThat(get(path + "?cursor=x").status()).isEqualTo(400);
        tables.sql(
                        "UPDATE publish_api.webhook_delivery SET settled_at = now() - interval '31 d' WHERE state = 'delivered'")
                .update();
        keepBacklog.keep();
        assertThat(get(path).json().get("deliveries").size()).isOne();
    }

    @Test
    void a_webhook_that_too_much_waits_for_is_disabled() {
        var webhook = register("/hook");
        tables.sql("""
                        INSERT INTO publish_api.webhook_delivery (id, webhook_id, event_id, event_type, body, state, due_at,
                          expires_at, attempts, token, created_at)
                        SELECT gen_random_uuid(), w.id, gen_random_uuid(), 'x', '{}', 'pending', now(), now() + interval '1 d', 0, 0,
                               now() FROM publish_api.webhook w, generate_series(1, 50001)
                        """).update();
        keepBacklog.keep();

        assertThat(get("/v1/webhooks/" + webhook.text("/webhookId")).text("/disabledReason"))
                .isEqualTo("backlog");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void neither_secrets_nor_addresses_nor_answers_are_told(CapturedOutput output) throws Exception {
        var webhook = register("/canary-of-the-path");
        receiver.reply("/canary-of-the-path", 500, Map.of("X-Said", "canary-of-the-answer"));
        receiver.reply("/canary-of-the-path", 410);
        test(webhook);
        deliverDue();
        makeDue();
        deliverDue();

        var logged = deliveries(webhook).getFirst();
        assertThat(logged.text("/state")).isEqualTo("exhausted");
        assertThat(logged.body()).doesNotContain("canary", "whsec_", "sealed");
        assertThat(output)
                .contains("WEBHOOK_GONE")
                .doesNotContain("canary", webhook.text("/secret").substring(6));
    }

    private Set<String> ids(String path) {
        return receiver.messages(path).stream().map(WebhookReceiver.Message::id).collect(toSet());
    }
}

package dev.colophon.publishapi;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.publishapi.webhook.delivery.DeliverDue;
import dev.colophon.publishapi.webhook.delivery.KeepBacklog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Deliveries to a server that checks what it is sent, as a client's would. */
class WebhookDeliveryTest extends ApiTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PER_WEBHOOK = 4;
    private static final int MORE_STEPS_THAN_THERE_ARE = 30;

    @Autowired
    DeliverDue deliverDue;

    @Autowired
    KeepBacklog keepBacklog;

    private final WebhookReceiver receiver = new WebhookReceiver();

    @BeforeEach
    void noWebhooks() {
        tables.sql("DELETE FROM publish_api.webhook").update();
    }

    @AfterEach
    void stop() {
        database.heal();
        receiver.close();
    }

    @Test
    void a_test_event_arrives_signed_and_stands_in_the_log_as_delivered() throws Exception {
        var webhook = register("/hook");
        var asked = test(webhook);
        deliverDue();

        assertThat(asked.status()).isEqualTo(202);
        assertThat(asked.text("/state")).isEqualTo("pending");
        var message = receiver.messages("/hook").getFirst();
        assertThat(message.method()).isEqualTo("POST");
        assertThat(message.headers())
                .containsEntry("webhook-id", asked.text("/eventId"))
                .containsEntry("content-type", "application/cloudevents+json; charset=UTF-8");
        assertThat(message.signaturesBy(webhook.text("/secret"))).isOne();
        assertThat(message.headers().getOrDefault("webhook-signature", "")).doesNotContain(" ");
        assertThat(Long.parseLong(message.headers().getOrDefault("webhook-timestamp", "")))
                .isBetween(
                        Instant.now().minus(PATIENCE).getEpochSecond(),
                        Instant.now().getEpochSecond());
        assertThat(message.body())
                .contains("\"type\":\"dev.colophon.webhook.test.v1\"", "\"id\":\"" + asked.text("/eventId"));
        var logged = deliveries(webhook).getFirst();
        assertThat(logged.text("/state")).isEqualTo("delivered");
        assertThat(logged.text("/lastStatus")).isEqualTo("204");
        assertThat(logged.text("/attempts")).isEqualTo("1");
        assertThat(logged.json().get("nextAttemptAt").isNull()).isTrue();
    }

    @Test
    void what_was_refused_is_sent_again_with_the_same_id_and_a_new_signature() throws Exception {
        var webhook = register("/hook");
        receiver.reply("/hook", 500, Map.of("Retry-After", "120"));
        test(webhook);
        deliverDue();
        var waiting = deliveries(webhook).getFirst();
        deliverDue();

        assertThat(waiting.text("/state")).isEqualTo("pending");
        assertThat(waiting.text("/lastCode")).isEqualTo("WEBHOOK_ANSWERED_ERROR");
        assertThat(waiting.text("/lastStatus")).isEqualTo("500");
        assertThat(Duration.between(
                        Instant.parse(waiting.text("/lastAttemptAt")), Instant.parse(waiting.text("/nextAttemptAt"))))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(119));
        assertThat(receiver.messages("/hook")).as("not before its time").hasSize(1);

        makeDue();
        deliverDue();

        assertThat(receiver.messages("/hook")).hasSize(2);
        assertThat(ids("/hook")).hasSize(1);
        assertThat(receiver.messages("/hook"))
                .allSatisfy(message -> assertThat(message.signaturesBy(webhook.text("/secret")))
                        .isOne());
        assertThat(deliveries(webhook).getFirst().text("/state")).isEqualTo("delivered");
        assertThat(deliveries(webhook).getFirst().json().get("lastCode").isNull())
                .isTrue();
    }

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
    void a_410_of_an_address_that_its_client_has_changed_meanwhile_disables_nothing() throws Exception {
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
        assertThat(get(path).text("/state")).isEqualTo("active");
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
    void a_slow_webhook_holds_up_itself_alone() throws Exception {
        var slow = register("/slow");
        var fast = register("/fast");
        var until = new CountDownLatch(1);
        receiver.hold("/slow", until);
        var begun = new ArrayList<Future<?>>();
        for (var number = 0; number < 3 * PER_WEBHOOK; number++) {
            test(slow);
            test(fast);
        }

        await().atMost(PATIENCE).until(() -> {
            begun.addAll(deliverDue.begin());
            assertThat(underWay(slow)).isLessThanOrEqualTo(PER_WEBHOOK);
            return ids("/fast").size() == 3 * PER_WEBHOOK;
        });
        assertThat(ids("/slow")).isNotEmpty();
        assertThat(deliveries(slow))
                .noneMatch(delivery -> delivery.text("/state").equals("delivered"));
        until.countDown();
        join(begun);
    }

    @Test
    void a_failure_at_any_statement_loses_nothing_and_sends_again_with_the_same_id() throws Exception {
        var faults = 0;
        var sentTwice = 0;
        for (var step = 1; step < MORE_STEPS_THAN_THERE_ARE; step++) {
            var path = "/hook-" + step;
            var webhook = register(path);
            test(webhook);
            database.failAtStep(step);
            try {
                deliverDue();
            } catch (RuntimeException planted) {
                assertThat(planted).hasStackTraceContaining("planted fault");
            }
            database.heal();
            var fired = database.firedSince();
            if (fired) {
                faults++;
                assertThat(deliveries(webhook).getFirst().text("/state"))
                        .as("step %d", step)
                        .isEqualTo("pending");
                endLeases();
                deliverDue();
            }
            assertThat(deliveries(webhook).getFirst().text("/state")).isEqualTo("delivered");
            assertThat(ids(path)).as("ids after a failure at step %d", step).hasSize(1);
            sentTwice += receiver.messages(path).size() - 1;
            send("DELETE", "/v1/webhooks/" + webhook.text("/webhookId"), clientKey, Map.of(), "");
            if (!fired) {
                break;
            }
        }

        // Turn, claim and commit before it is sent; the record and its commit after.
        assertThat(faults).isBetween(5, MORE_STEPS_THAN_THERE_ARE - 2);
        assertThat(sentTwice).as("failures between the answer and its record").isGreaterThanOrEqualTo(2);
    }

    @Test
    void a_worker_whose_lease_has_ended_records_nothing() throws Exception {
        var webhook = register("/hook");
        var until = new CountDownLatch(1);
        receiver.hold("/hook", until);
        receiver.reply("/hook", 204);
        receiver.reply("/hook", 500);
        receiver.reply("/hook", 500);
        test(webhook);
        var begun = new ArrayList<>(deliverDue.begin());
        await().atMost(PATIENCE).until(() -> receiver.messages("/hook").size() == 1);
        endLeases();
        begun.addAll(deliverDue.begin());
        await().atMost(PATIENCE).until(() -> receiver.messages("/hook").size() == 2);
        tables.sql("UPDATE publish_api.webhook_delivery SET token = token + 1").update();
        until.countDown();
        join(begun);

        assertThat(deliveries(webhook).getFirst().text("/state")).isEqualTo("pending");
        assertThat(deliveries(webhook).getFirst().json().get("lastStatus").isNull())
                .isTrue();
        assertThat(ids("/hook")).hasSize(1);
    }

    @Test
    void after_a_rotation_both_secrets_sign_for_a_while_and_then_the_new_one_alone() throws Exception {
        var webhook = register("/hook");
        var rotated =
                send("POST", "/v1/webhooks/" + webhook.text("/webhookId") + "/rotate-secret", clientKey, Map.of(), "");
        test(webhook);
        deliverDue();
        tables.sql("UPDATE publish_api.webhook SET former_secret_until = now()").update();
        test(webhook);
        deliverDue();

        var messages = receiver.messages("/hook");
        assertThat(Instant.parse(rotated.text("/formerSecretUntil"))).isAfter(Instant.now());
        assertThat(messages.getFirst().signaturesBy(webhook.text("/secret"))).isOne();
        assertThat(messages.getFirst().signaturesBy(rotated.text("/secret"))).isOne();
        assertThat(messages.getLast().signaturesBy(webhook.text("/secret"))).isZero();
        assertThat(messages.getLast().signaturesBy(rotated.text("/secret"))).isOne();
        assertThat(get("/v1/webhooks/" + webhook.text("/webhookId"))
                        .json()
                        .get("formerSecretUntil")
                        .isNull())
                .isTrue();
    }

    @Test
    void a_secret_moved_to_another_webhook_signs_nothing() throws Exception {
        var one = register("/one");
        register("/other");
        tables.sql("""
                UPDATE publish_api.webhook w SET secret_sealed = o.secret_sealed FROM publish_api.webhook o WHERE o.id <> w.id
                """).update();
        test(one);
        deliverDue();

        assertThat(receiver.messages("/one")).isEmpty();
        assertThat(deliveries(one).getFirst().text("/lastCode")).isEqualTo("WEBHOOK_SECRET_UNREADABLE");
    }

    @Test
    void what_was_tried_for_too_long_is_given_up_and_can_be_asked_for_again() throws Exception {
        var webhook = register("/hook");
        var disabled = register("/disabled");
        receiver.reply("/hook", 503);
        test(webhook);
        test(disabled);
        send("PATCH", "/v1/webhooks/" + disabled.text("/webhookId"), clientKey, Map.of(), "{\"state\": \"disabled\"}");
        tables.sql("UPDATE publish_api.webhook_delivery SET expires_at = now()").update();
        deliverDue();
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

    private Response register(String path) {
        var answer = send("POST", "/v1/webhooks", clientKey, Map.of(), """
                {"url": "%s"}""".formatted(receiver.url(path)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer;
    }

    private Response test(Response webhook) {
        return send("POST", "/v1/webhooks/" + webhook.text("/webhookId") + "/test", clientKey, Map.of(), "");
    }

    private List<Response> deliveries(Response webhook) {
        var page = get("/v1/webhooks/" + webhook.text("/webhookId") + "/deliveries");
        return page.json()
                .get("deliveries")
                .valueStream()
                .map(entry -> new Response(page.status(), page.headers(), entry.toString()))
                .toList();
    }

    private void deliverDue() throws Exception {
        join(deliverDue.begin());
    }

    private static void join(List<Future<?>> begun) throws Exception {
        for (var delivery : begun) {
            delivery.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private long underWay(Response webhook) {
        return tables.sql(
                        "SELECT count(*) FROM publish_api.webhook_delivery WHERE webhook_id = CAST(:id AS uuid) AND lease_until > now()")
                .param("id", webhook.text("/webhookId"))
                .query(Long.class)
                .single();
    }

    private Set<String> ids(String path) {
        return receiver.messages(path).stream().map(WebhookReceiver.Message::id).collect(toSet());
    }

    private void makeDue() {
        tables.sql("UPDATE publish_api.webhook_delivery SET due_at = now()").update();
    }

    private void endLeases() {
        tables.sql("UPDATE publish_api.webhook_delivery SET lease_until = now() WHERE lease_until IS NOT NULL")
                .update();
    }
}

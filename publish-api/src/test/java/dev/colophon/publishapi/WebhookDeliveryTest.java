package dev.colophon.publishapi;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Deliveries to a server that checks what it is sent, as a client's would. */
class WebhookDeliveryTest extends WebhookDeliveries {

    private static final int PER_WEBHOOK = 4;
    private static final int MORE_STEPS_THAN_THERE_ARE = 30;

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
        await().atMost(PATIENCE).until(() -> !ids("/slow").isEmpty());
        assertThat(deliveries(slow))
                .noneMatch(delivery -> delivery.text("/state").equals("delivered"));
        until.countDown();
        join(begun);
    }

    @Test
    void a_webhook_whose_stored_address_is_none_holds_up_itself_alone() throws Exception {
        var other = register("/hook");
        var bad = register("/moved");
        var url = tables.sql("SELECT url FROM publish_api.webhook WHERE id = :id::uuid")
                .param("id", bad.text("/webhookId"))
                .query(String.class)
                .single();
        test(bad);
        test(other);
        setUrl(bad, url + " ");
        deliverDue();

        assertThat(deliveries(other).getFirst().text("/state")).isEqualTo("delivered");

        setUrl(bad, url);
        var waiting = deliveries(bad).getFirst();
        assertThat(waiting.text("/state")).isEqualTo("pending");
        assertThat(waiting.text("/lastCode")).isEqualTo("WEBHOOK_ADDRESS_REFUSED");
        makeDue();
        deliverDue();
        assertThat(deliveries(bad).getFirst().text("/state")).isEqualTo("delivered");
    }

    /** As somebody does who has only SQL to move a receiver with. */
    private void setUrl(Response webhook, String url) {
        tables.sql("UPDATE publish_api.webhook SET url = :url WHERE id = :id::uuid")
                .param("url", url)
                .param("id", webhook.text("/webhookId"))
                .update();
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

    private void endLeases() {
        tables.sql("UPDATE publish_api.webhook_delivery SET lease_until = now() WHERE lease_until IS NOT NULL")
                .update();
    }
}

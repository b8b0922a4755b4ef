package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.publishapi.webhook.delivery.DeliverDue;
import dev.colophon.publishapi.webhook.delivery.KeepBacklog;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** What the tests of deliveries share: a server that checks what it is sent, as a client's would, and the worker driven by hand. */
abstract class WebhookDeliveries extends ApiTest {

    @Autowired
    DeliverDue deliverDue;

    @Autowired
    KeepBacklog keepBacklog;

    final WebhookReceiver receiver = new WebhookReceiver();

    @BeforeEach
    void noWebhooks() {
        tables.sql("DELETE FROM publish_api.webhook").update();
    }

    @AfterEach
    void stop() {
        database.heal();
        receiver.close();
    }

    Response register(String path) {
        var answer = send("POST", "/v1/webhooks", clientKey, Map.of(), """
                {"url": "%s"}""".formatted(receiver.url(path)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer;
    }

    Response test(Response webhook) {
        return send("POST", "/v1/webhooks/" + webhook.text("/webhookId") + "/test", clientKey, Map.of(), "");
    }

    List<Response> deliveries(Response webhook) {
        var page = get("/v1/webhooks/" + webhook.text("/webhookId") + "/deliveries");
        return page.json()
                .get("deliveries")
                .valueStream()
                .map(entry -> new Response(page.status(), page.headers(), entry.toString()))
                .toList();
    }

    void deliverDue() throws Exception {
        join(deliverDue.begin());
    }

    static void join(List<Future<?>> begun) throws Exception {
        for (var delivery : begun) {
            delivery.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    void makeDue() {
        tables.sql("UPDATE publish_api.webhook_delivery SET due_at = now()").update();
    }
}

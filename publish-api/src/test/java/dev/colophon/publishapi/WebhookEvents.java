package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.publishapi.webhook.intake.RunIntake;
import dev.colophon.testkit.kafka.KafkaExtension;
import dev.colophon.testkit.kafka.KafkaServer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.listener.MessageListenerContainer;
import tools.jackson.databind.node.ObjectNode;

/** The intake of events at a real broker, for as long as a test takes; and webhooks to be told of them. */
@ExtendWith(KafkaExtension.class)
abstract class WebhookEvents extends ConsoleVisit {

    static final String EVENTS = "publishing.events.v1";
    static final String PUBLISHED = "dev.colophon.publication.published.v1";
    static final String ACCEPTED = "dev.colophon.publication.accepted.v1";

    @Autowired
    KafkaListenerEndpointRegistry listeners;

    @Autowired
    DefaultKafkaConsumerFactory<?, ?> consumers;

    @Autowired
    DefaultKafkaProducerFactory<?, ?> producers;

    @Autowired
    RunIntake runIntake;

    final KafkaServer kafka;
    final WebhookReceiver receiver = new WebhookReceiver();

    WebhookEvents(KafkaServer kafka) {
        this.kafka = kafka;
    }

    @BeforeEach
    void withKafka() {
        tables.sql("DELETE FROM publish_api.webhook").update();
        use(kafka.bootstrapServers());
    }

    @AfterEach
    void withoutKafka() {
        container().stop();
        use(NO_KAFKA);
        receiver.close();
    }

    Response register(String path, String types, String key) {
        var answer = send("POST", "/v1/webhooks", key, Map.of(), """
                {"url": "%s", "eventTypes": [%s]}""".formatted(receiver.url(path), types));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer;
    }

    void send(UUID event, String type, String publication, String sample) {
        kafka.send(EVENTS, publication, value(sample, publication).toString(), headers(event, type, publication));
    }

    static ObjectNode value(String sample, String publication) {
        var value = (ObjectNode) Samples.read("samples/events/" + sample + ".json");
        return value.put("publicationId", publication);
    }

    static Map<String, String> headers(UUID event, String type, String publication) {
        return new HashMap<>(Map.of(
                "ce_specversion", "1.0",
                "ce_id", event.toString(),
                "ce_type", type,
                "ce_source", "/colophon/status-projector",
                "ce_time", "2026-11-24T09:15:31.25Z",
                "ce_subject", publication,
                "ce_dataschema", "https://colophon.dev/schemas/" + type,
                "ce_sequence", "7",
                "content-type", "application/json",
                "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
    }

    long told(String publication) {
        return tables.sql("SELECT count(*) FROM publish_api.webhook_delivery WHERE publication_id = CAST(:id AS uuid)")
                .param("id", publication)
                .query(Long.class)
                .single();
    }

    void use(String bootstrapServers) {
        consumers.setBootstrapServersSupplier(() -> bootstrapServers);
        producers.setBootstrapServersSupplier(() -> bootstrapServers);
        producers.reset();
    }

    MessageListenerContainer container() {
        return Objects.requireNonNull(listeners.getListenerContainer("webhooks"));
    }
}

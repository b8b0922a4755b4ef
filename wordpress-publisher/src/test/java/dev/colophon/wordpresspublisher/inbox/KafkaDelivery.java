package dev.colophon.wordpresspublisher.inbox;

import dev.colophon.testkit.kafka.KafkaServer;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import tools.jackson.databind.node.ObjectNode;

/** Sends a request by Kafka, for tests of the whole way into the inbox. */
final class KafkaDelivery implements BiConsumer<UUID, ObjectNode> {

    static final String REQUESTS = "publishing.requests.v1";
    static final String DEAD_LETTERS = "publishing.requests.v1.dlt";

    private final KafkaServer kafka;

    KafkaDelivery(KafkaServer kafka) {
        this.kafka = kafka;
    }

    @Override
    public void accept(UUID eventId, ObjectNode request) {
        kafka.send(
                REQUESTS,
                request.path("publicationId").stringValue(),
                request.toString(),
                headers("ce_id", eventId.toString()));
    }

    /** Those of a good request with an id of its own, but for these others: name, text, name, text. */
    static Map<String, String> headers(String... others) {
        Map<String, String> headers = new HashMap<>(
                Map.of("ce_id", UUID.randomUUID().toString(), "ce_type", "dev.colophon.publication.requested.v1"));
        for (int i = 0; i < others.length; i += 2) {
            headers.put(others[i], others[i + 1]);
        }
        return headers;
    }
}

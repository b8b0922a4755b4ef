package dev.colophon.wordpresspublisher.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.node.ObjectNode;

/** Hands a request to the inbox as Kafka would, for tests that are not about Kafka. */
public final class Delivery implements BiConsumer<UUID, ObjectNode> {

    private final Inbox inbox;

    Delivery(Inbox inbox) {
        this.inbox = inbox;
    }

    @Override
    public void accept(UUID eventId, ObjectNode request) {
        inbox.take(List.of(record(eventId, request)));
    }

    static ConsumerRecord<byte[], byte[]> record(UUID eventId, ObjectNode request) {
        var record = new ConsumerRecord<>(
                "publishing.requests.v1",
                0,
                0,
                request.path("publicationId").stringValue().getBytes(UTF_8),
                request.toString().getBytes(UTF_8));
        record.headers().add("ce_id", eventId.toString().getBytes(UTF_8));
        record.headers().add("ce_type", "dev.colophon.publication.requested.v1".getBytes(UTF_8));
        return record;
    }
}

package dev.colophon.example.subscriber;

import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a publication stands, as an event or a status message says it: both tell whole facts. Properties that are not known here are
 * not looked at, so that later ones do no harm.
 *
 * @param sequence of the publication's public events: from 1, without gaps
 */
public record PublicationState(
        UUID publicationId,
        long sequence,
        String status,
        @Nullable String externalUrl) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static PublicationState of(ConsumerRecord<String, String> message) {
        var value = JSON.readTree(message.value());
        return new PublicationState(
                UUID.fromString(value.required("publicationId").asString()),
                value.required("sequence").asLong(),
                value.required("status").asString(),
                value.path("externalUrl").asString(null));
    }
}

package dev.colophon.publishapi.webhook.intake;

import dev.colophon.publishapi.webhook.delivery.ToldEvent;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns a record (a CloudEvent in binary mode) into the same CloudEvent in structured mode: its attributes as they are in the
 * headers, its data as it is in the value.
 */
@Component
class EventDecoder {

    private final JsonMapper json;

    EventDecoder(JsonMapper json) {
        this.json = json;
    }

    ToldEvent decode(ConsumerRecord<byte[], byte[]> record) throws Unreadable {
        var data = data(record.value());
        var event = json.createObjectNode();
        event.put("specversion", required(record, "ce_specversion"));
        event.put("id", required(record, "ce_id"));
        event.put("type", required(record, "ce_type"));
        event.put("source", required(record, "ce_source"));
        event.put("subject", required(record, "ce_subject"));
        event.put("time", required(record, "ce_time"));
        event.put("sequence", required(record, "ce_sequence"));
        for (var optional : new String[] {"ce_dataschema", "traceparent"}) {
            var value = header(record, optional);
            if (value != null) {
                event.put(optional.replace("ce_", ""), value);
            }
        }
        event.put("datacontenttype", "application/json");
        event.set("data", data);
        return new ToldEvent(
                id(event.path("id").asString()),
                event.path("type").asString(),
                id(event.path("subject").asString()),
                event.toString());
    }

    private JsonNode data(byte @Nullable [] value) throws Unreadable {
        if (value == null) {
            throw new Unreadable("EVENT_UNREADABLE", "it has no value");
        }
        try {
            var data = json.readTree(value);
            if (data instanceof ObjectNode) {
                return data;
            }
        } catch (JacksonException _) {
            // Said below: the cause quotes the value.
        }
        throw new Unreadable("EVENT_UNREADABLE", "its value is no JSON object");
    }

    private static String required(ConsumerRecord<byte[], byte[]> record, String name) throws Unreadable {
        var value = header(record, name);
        if (value == null || value.isEmpty()) {
            throw new Unreadable("EVENT_UNREADABLE", "its header " + name + " is missing");
        }
        return value;
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static UUID id(String text) throws Unreadable {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            throw new Unreadable("EVENT_UNREADABLE", "its id or its subject is no UUID");
        }
    }
}

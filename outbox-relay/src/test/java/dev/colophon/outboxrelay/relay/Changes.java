package dev.colophon.outboxrelay.relay;

import io.debezium.data.Uuid;
import io.debezium.time.ZonedTimestamp;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** Change records as the engine hands them over. */
final class Changes {

    static final String AT = "2026-03-01T08:15:30.120000Z";

    private static final Schema ROW = SchemaBuilder.struct()
            .optional()
            .field("id", Uuid.schema())
            .field("topic", Schema.STRING_SCHEMA)
            .field("message_key", Schema.STRING_SCHEMA)
            .field("type", Schema.STRING_SCHEMA)
            .field("source", Schema.STRING_SCHEMA)
            .field("sequence", Schema.INT64_SCHEMA)
            .field("occurred_at", ZonedTimestamp.schema())
            .field("traceparent", Schema.OPTIONAL_STRING_SCHEMA)
            .field("payload", Schema.STRING_SCHEMA)
            .field("created_at", ZonedTimestamp.schema())
            .build();
    private static final Schema ORIGIN =
            SchemaBuilder.struct().field("schema", Schema.STRING_SCHEMA).build();
    private static final Schema EVENT = SchemaBuilder.struct()
            .field("after", ROW)
            .field("source", ORIGIN)
            .field("op", Schema.STRING_SCHEMA)
            .build();

    private Changes() {}

    static SourceRecord request(UUID id, String key, long sequence) {
        return insert("publish_api", id, "publishing.requests.v1", key, sequence, null);
    }

    static SourceRecord insert(
            String outbox, UUID id, String topic, String key, long sequence, @Nullable String traceparent) {
        var row = new Struct(ROW)
                .put("id", id.toString())
                .put("topic", topic)
                .put("message_key", key)
                .put("type", "dev.colophon.publication.requested.v1")
                .put("source", "/colophon/publish-api")
                .put("sequence", sequence)
                .put("occurred_at", AT)
                .put("traceparent", traceparent)
                .put("payload", "{\"n\":" + sequence + "}")
                .put("created_at", AT);
        return change(new Struct(EVENT)
                .put("after", row)
                .put("source", new Struct(ORIGIN).put("schema", outbox))
                .put("op", "c"));
    }

    static SourceRecord change(Struct event) {
        return new SourceRecord(Map.of(), Map.of(), "colophon.publish_api.outbox", event.schema(), event);
    }
}

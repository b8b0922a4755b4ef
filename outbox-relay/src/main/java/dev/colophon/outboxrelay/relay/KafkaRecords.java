package dev.colophon.outboxrelay.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** An outbox row as a CloudEvent in Kafka's binary mode: the headers of docs/contracts, and no others. */
final class KafkaRecords {

    private static final String SCHEMAS = "https://colophon.dev/schemas/";

    private static final DateTimeFormatter RFC_3339_MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private KafkaRecords() {}

    static ProducerRecord<String, String> of(OutboxRow row) {
        var kafka = new ProducerRecord<>(row.topic(), row.key(), row.payload());
        var headers = kafka.headers();
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_id", row.id().toString());
        add(headers, "ce_type", row.type());
        add(headers, "ce_source", row.source());
        add(headers, "ce_time", time(row.occurredAt()));
        add(headers, "ce_subject", row.key());
        add(headers, "ce_dataschema", SCHEMAS + row.type());
        add(headers, "ce_sequence", Long.toString(row.sequence()));
        add(headers, "content-type", "application/json");
        var traceparent = row.traceparent();
        if (traceparent != null) {
            add(headers, "traceparent", traceparent);
        }
        return kafka;
    }

    private static String time(Instant at) {
        return RFC_3339_MICROS.format(at);
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }
}

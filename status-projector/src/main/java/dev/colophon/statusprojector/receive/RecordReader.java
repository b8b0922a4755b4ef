package dev.colophon.statusprojector.receive;

import dev.colophon.statusprojector.message.Message;
import dev.colophon.statusprojector.message.MessageReader;
import dev.colophon.statusprojector.message.Source;
import dev.colophon.statusprojector.message.UnreadableMessage;
import dev.colophon.statusprojector.project.LogEntry;
import dev.colophon.statusprojector.project.Origin;
import dev.colophon.statusprojector.publication.EventId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads a Kafka record as the CloudEvent that it must be. */
@Component
public class RecordReader {

    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private final MessageReader messages;

    RecordReader(MessageReader messages) {
        this.messages = messages;
    }

    /** @throws UnreadableMessage if no retry could ever make sense of the record */
    public LogEntry read(Source source, ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            throw new UnreadableMessage("NO_VALUE", "the record has no value");
        }
        if (!"1.0".equals(header(record, "ce_specversion"))) {
            throw new UnreadableMessage("NOT_A_CLOUD_EVENT", "ce_specversion is not 1.0");
        }
        var id = new EventId(uuid("ce_id", header(record, "ce_id")));
        var type = header(record, "ce_type");
        if (type == null || !type.startsWith(prefix(source))) {
            throw new UnreadableMessage("UNKNOWN_TYPE", "ce_type is none that this topic carries");
        }
        var read = messages.read(source, record.value());
        requireAgreement(read.message(), type, record);
        return new LogEntry(
                read.message().publication(),
                read.message().toEvent(id),
                source,
                read.message().kind(),
                read.detail(),
                traceparent(record),
                new Origin(record.topic(), record.partition(), record.offset(), time(record)));
    }

    private static @Nullable Instant time(ConsumerRecord<byte[], byte[]> record) {
        return record.timestampType() == TimestampType.NO_TIMESTAMP_TYPE
                ? null
                : Instant.ofEpochMilli(record.timestamp());
    }

    private static void requireAgreement(Message message, String type, ConsumerRecord<byte[], byte[]> record) {
        if (!type.equals(prefix(message.source()) + message.kind() + ".v1")) {
            throw new UnreadableMessage("UNKNOWN_TYPE", "ce_type is not that of the value");
        }
        if (record.key() == null || !message.publication().toString().equals(text(record.key()))) {
            throw new UnreadableMessage("KEY_DIFFERS", "the key is not the publication id of the value");
        }
    }

    private static String prefix(Source source) {
        return switch (source) {
            case REQUEST -> "dev.colophon.publication.";
            case RECEIPT -> "dev.colophon.receipt.";
        };
    }

    /** Passed on to subscribers, so only if it is one. */
    private static @Nullable String traceparent(ConsumerRecord<byte[], byte[]> record) {
        var value = header(record, "traceparent");
        return value != null && TRACEPARENT.matcher(value).matches() ? value : null;
    }

    private static UUID uuid(String header, @Nullable String value) {
        try {
            if (value != null && value.length() == 36) {
                return UUID.fromString(value);
            }
        } catch (IllegalArgumentException e) {
            throw new UnreadableMessage("NOT_A_CLOUD_EVENT", header + " is no UUID");
        }
        throw new UnreadableMessage("NOT_A_CLOUD_EVENT", header + " is no UUID");
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : text(header.value());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

package dev.colophon.wordpresspublisher.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.colophon.wordpresspublisher.ledger.LedgerRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads a record of the requests topic, strictly where it matters and tolerantly where it may grow. */
@Component
public class RequestDecoder {

    private static final String TYPE = "dev.colophon.publication.requested.v1";

    private final JsonMapper json;

    RequestDecoder(JsonMapper json) {
        this.json = json;
    }

    /**
     * The request of the record; none if it is meant for another platform's adapter, whatever else it says.
     *
     * @throws Unreadable if no retry could ever make sense of the record
     */
    public Optional<LedgerRequest> decode(ConsumerRecord<byte[], byte[]> record) throws Unreadable {
        String type = required(record, "ce_type");
        if (!type.equals(TYPE)) {
            throw new Unreadable("unknown ce_type " + abbreviated(type));
        }
        UUID eventId = uuid(required(record, "ce_id"), "ce_id");
        byte[] value = record.value();
        if (value == null) {
            throw new Unreadable("null value");
        }
        PublicationRequested request = parse(text(value, "value"));
        String key = record.key() == null ? "" : text(record.key(), "key");
        if (!key.equals(request.publicationId().toString())) {
            throw new Unreadable("the key is not the publication id");
        }
        if (request.isOfAnotherPlatform()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    request.forLedger(eventId, header(record, "traceparent").orElse(null)));
        } catch (IllegalArgumentException impossible) {
            throw new Unreadable(String.valueOf(impossible.getMessage()), impossible);
        }
    }

    private PublicationRequested parse(String value) throws Unreadable {
        try {
            PublicationRequested request = json.readValue(value, PublicationRequested.class);
            if (request == null) {
                throw new Unreadable("the value is JSON null");
            }
            return request;
        } catch (JacksonException bad) {
            // Without the source: a parser's message may quote the story.
            throw new Unreadable(abbreviated(bad.getOriginalMessage()), bad);
        }
    }

    private static String required(ConsumerRecord<byte[], byte[]> record, String name) throws Unreadable {
        return header(record, name).orElseThrow(() -> new Unreadable("no header " + name));
    }

    private static Optional<String> header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), UTF_8));
    }

    private static UUID uuid(String text, String what) throws Unreadable {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException bad) {
            throw new Unreadable(what + " is no UUID", bad);
        }
    }

    private static String text(byte[] bytes, String what) throws Unreadable {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException bad) {
            throw new Unreadable(what + " is not UTF-8", bad);
        }
    }

    private static String abbreviated(@Nullable String text) {
        String said = String.valueOf(text);
        return said.length() > 200 ? said.substring(0, 200) + "…" : said;
    }
}

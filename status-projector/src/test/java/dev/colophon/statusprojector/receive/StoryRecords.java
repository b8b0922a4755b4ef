package dev.colophon.statusprojector.receive;

import dev.colophon.statusprojector.Contracts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** A publication's requests and receipts as they come by Kafka. */
public final class StoryRecords {

    public static final String REQUESTS = "publishing.requests.v1";
    public static final String RECEIPTS = "publishing.receipts.v1";

    private StoryRecords() {}

    /** Accepted, visited, and public in the end. */
    public static List<ProducerRecord<@Nullable String, @Nullable String>> story(UUID publication) {
        return List.of(
                request(publication),
                receipt(publication, "claimed", 1),
                receipt(publication, "reserved", 2),
                receipt(publication, "unconfirmed", 3),
                receipt(publication, "published", 4));
    }

    public static ProducerRecord<@Nullable String, @Nullable String> request(UUID publication) {
        var headers = Contracts.headers(
                new UUID(publication.getMostSignificantBits(), 0),
                "dev.colophon.publication.requested.v1",
                publication);
        return record(
                REQUESTS,
                publication.toString(),
                Contracts.request(publication, 1).toString(),
                headers);
    }

    /** Its id is made of publication and sequence. */
    public static ProducerRecord<@Nullable String, @Nullable String> receipt(
            UUID publication, String kind, long sequence) {
        return receipt(publication, kind, sequence, new UUID(publication.getMostSignificantBits(), sequence));
    }

    public static ProducerRecord<@Nullable String, @Nullable String> receipt(
            UUID publication, String kind, long sequence, UUID id) {
        var headers = Contracts.headers(id, "dev.colophon.receipt." + kind + ".v1", publication);
        return record(
                RECEIPTS,
                publication.toString(),
                Contracts.receipt(publication, kind, sequence, 1).toString(),
                headers);
    }

    public static ProducerRecord<@Nullable String, @Nullable String> record(
            String topic, @Nullable String key, @Nullable String value, Map<String, String> headers) {
        var record = new ProducerRecord<@Nullable String, @Nullable String>(topic, key, value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        return record;
    }
}

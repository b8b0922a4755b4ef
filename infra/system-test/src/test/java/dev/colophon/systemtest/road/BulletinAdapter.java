package dev.colophon.systemtest.road;

import dev.colophon.testkit.RepositoryFiles;
import dev.colophon.testkit.kafka.KafkaServer;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The adapter of a platform that no service knows of: a board in memory. It rests on the contracts alone: of the requests, which it reads by
 * a group of its own, it takes those that name its platform, and tells what it did in receipts. Works only while it is asked to.
 */
final class BulletinAdapter implements AutoCloseable {

    static final String PLATFORM = "bulletin";

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaServer kafka;
    private final KafkaConsumer<String, String> requests;
    private final Map<String, Notice> board = new HashMap<>();

    /**
     * What hangs on the board.
     *
     * @param told how many receipts were told of it
     */
    record Notice(long id, long revision, String title, long told) {}

    BulletinAdapter(KafkaServer kafka) {
        this.kafka = kafka;
        this.requests = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "group.id",
                        "bulletin-adapter",
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        false),
                new StringDeserializer(),
                new StringDeserializer());
        requests.subscribe(List.of("publishing.requests.v1"));
    }

    /** Carries out what has come since the last time. */
    void work() throws IOException {
        for (var record : requests.poll(POLL)) {
            deliver(record);
        }
    }

    /** What hangs on the board of this publication; null if nothing does. */
    @Nullable
    Notice notice(UUID publication) {
        return board.get(publication.toString());
    }

    /** Where a notice can be read. */
    static String address(Notice notice) {
        return "https://board.example/" + notice.id();
    }

    private void deliver(ConsumerRecord<String, String> record) throws IOException {
        JsonNode request;
        try {
            request = JsonMapper.shared().readTree(record.value());
        } catch (JacksonException unreadable) {
            return; // the topic is read from its beginning, and another test's poison is in it
        }
        var standing = board.get(record.key());
        var revision = request.path("revision").longValue();
        if (!request.path("platform").asString("").equals(PLATFORM)
                || (standing != null && standing.revision() >= revision)) {
            return;
        }
        var kinds = standing == null ? List.of("claimed", "reserved", "published") : List.of("claimed", "published");
        var notice = new Notice(
                standing == null ? board.size() + 1L : standing.id(),
                revision,
                request.path("variant").path("title").asString(),
                (standing == null ? 0 : standing.told()) + kinds.size());
        board.put(record.key(), notice);
        for (int i = 0; i < kinds.size(); i++) {
            tell(kinds.get(i), request, notice, notice.told() - kinds.size() + i + 1);
        }
    }

    /** By the contract's own sample of such a receipt. */
    private void tell(String kind, JsonNode request, Notice notice, long sequence) throws IOException {
        var receipt = (ObjectNode) JsonMapper.shared()
                .readTree(
                        Files.readString(RepositoryFiles.resolve("docs/contracts/samples/receipts/" + kind + ".json")));
        var publication = request.path("publicationId").asString();
        var id = UUID.randomUUID().toString();
        receipt.put("receiptId", id)
                .put("publicationId", publication)
                .put("jobId", request.path("jobId").asString())
                .put("siteId", request.path("siteId").asString())
                .put("revision", notice.revision())
                .put("attempt", 1)
                .put("sequence", sequence)
                .put("occurredAt", Instant.now().toString());
        if (receipt.get("post") instanceof ObjectNode post) {
            post.put("id", notice.id());
            if (kind.equals("published")) {
                post.put("url", address(notice));
            }
        }
        kafka.send("publishing.receipts.v1", publication, receipt.toString(), headers(kind, id, publication, sequence));
    }

    private static Map<String, String> headers(String kind, String id, String publication, long sequence) {
        var type = "dev.colophon.receipt." + kind + ".v1";
        return Map.of(
                "ce_specversion",
                "1.0",
                "ce_id",
                id,
                "ce_type",
                type,
                "ce_source",
                "/bulletin-adapter",
                "ce_time",
                Instant.now().toString(),
                "ce_subject",
                publication,
                "ce_dataschema",
                "https://colophon.dev/schemas/" + type,
                "ce_sequence",
                Long.toString(sequence),
                "content-type",
                "application/json");
    }

    @Override
    public void close() {
        requests.close();
    }
}

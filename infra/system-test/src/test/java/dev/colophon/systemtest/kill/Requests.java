package dev.colophon.systemtest.kill;

import dev.colophon.testkit.RepositoryFiles;
import dev.colophon.testkit.kafka.KafkaServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Puts requests on the topic with the headers that the relay gives them. */
final class Requests {

    private static final String TYPE = "dev.colophon.publication.requested.v1";

    private final KafkaServer kafka;
    private final UUID site;
    private final Map<UUID, Long> revisions = new HashMap<>();

    Requests(KafkaServer kafka, UUID site) {
        this.kafka = kafka;
        this.site = site;
    }

    /** Wants a new story public. */
    UUID story() {
        UUID publication = UUID.randomUUID();
        send(publication, _ -> {});
        return publication;
    }

    /** Wants the next revision of a publication, changed from the sample as told. */
    void send(UUID publication, Consumer<ObjectNode> change) {
        long revision = revisions.merge(publication, 1L, Long::sum);
        ObjectNode request = sample().put("publicationId", publication.toString())
                .put("siteId", site.toString())
                .put("jobId", UUID.randomUUID().toString())
                .put("revision", revision);
        String slug = "kill-" + publication;
        variant(request).put("slug", slug).put("title", slug).put("html", "<p>Revision " + revision + ".</p>");
        change.accept(request);
        kafka.send("publishing.requests.v1", publication.toString(), request.toString(), headers(publication));
    }

    /** Of the newest request for it. */
    long revision(UUID publication) {
        return revisions.getOrDefault(publication, 0L);
    }

    static ObjectNode variant(ObjectNode request) {
        return (ObjectNode) request.path("variant");
    }

    private static Map<String, String> headers(UUID publication) {
        return Map.of(
                "ce_specversion",
                "1.0",
                "ce_id",
                UUID.randomUUID().toString(),
                "ce_type",
                TYPE,
                "ce_source",
                "/colophon/publish-api",
                "ce_time",
                Instant.now().toString(),
                "ce_subject",
                publication.toString(),
                "ce_dataschema",
                "https://colophon.dev/schemas/" + TYPE,
                "content-type",
                "application/json");
    }

    private static ObjectNode sample() {
        try {
            return (ObjectNode) JsonMapper.shared()
                    .readTree(Files.readString(
                            RepositoryFiles.resolve("docs/contracts/samples/requests/publication-requested.json")));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

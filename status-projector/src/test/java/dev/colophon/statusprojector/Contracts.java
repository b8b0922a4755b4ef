package dev.colophon.statusprojector;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The samples and schemas of docs/contracts, and messages made from the samples. */
public final class Contracts {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Contracts() {}

    public static ObjectNode sample(String file) {
        return (ObjectNode) JSON.readTree(text("samples/" + file + ".json"));
    }

    public static List<Path> samples(String folder) {
        try (Stream<Path> files = Files.list(RepositoryFiles.resolve("docs/contracts/samples/" + folder))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the schema of that name says against a value; empty if nothing. */
    public static List<String> errors(String schema, String value) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text("schemas/" + schema + ".json"))
                .validate(
                        value,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString)
                .toList();
    }

    public static ObjectNode request(UUID publication, long revision) {
        return sample("requests/publication-requested")
                .put("publicationId", publication.toString())
                .put("revision", revision);
    }

    public static ObjectNode receipt(UUID publication, String kind, long sequence, long revision) {
        return sample("receipts/" + kind)
                .put("publicationId", publication.toString())
                .put("sequence", sequence)
                .put("revision", revision);
    }

    /** The headers that the relay gives a message. */
    public static Map<String, String> headers(UUID id, String type, UUID publication) {
        return Map.of(
                "ce_specversion", "1.0",
                "ce_id", id.toString(),
                "ce_type", type,
                "ce_source", "/colophon/test",
                "ce_time", "2026-11-24T09:15:31.250000Z",
                "ce_subject", publication.toString(),
                "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "content-type", "application/json");
    }

    static String text(String file) {
        return read(RepositoryFiles.resolve("docs/contracts/" + file));
    }

    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.colophon.wordpresspublisher;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The samples and schemas that producer and consumer share. */
public final class Contracts {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Schema RECEIPT = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(text("schemas/dev.colophon.receipt.v1.json"));

    private Contracts() {}

    public static ObjectNode sample(String file) {
        return (ObjectNode) JSON.readTree(text("samples/" + file));
    }

    public static List<Path> samples(String folder) {
        try (Stream<Path> files = Files.list(RepositoryFiles.resolve("docs/contracts/samples/" + folder))) {
            return files.sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The samples of every release of a schema. */
    public static List<Path> released(String schema) {
        try (Stream<Path> files = Files.walk(RepositoryFiles.resolve("docs/contracts/released/" + schema))) {
            return files.filter(file -> file.toString().contains("/samples/"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What the receipts' schema says against a payload; empty if nothing. */
    public static List<String> errorsInReceipt(String payload) {
        return RECEIPT
                .validate(
                        payload,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString)
                .toList();
    }

    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String text(String file) {
        return read(RepositoryFiles.resolve("docs/contracts/" + file));
    }
}

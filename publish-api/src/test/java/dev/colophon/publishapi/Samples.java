package dev.colophon.publishapi;

import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files that bind the services to each other. */
public final class Samples {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Samples() {}

    public static JsonNode read(String relative) {
        return JSON.readTree(text(relative));
    }

    public static String text(String relative) {
        try {
            return Files.readString(RepositoryFiles.resolve("docs/contracts/" + relative));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    static List<Path> requests() {
        try (var files = Files.list(RepositoryFiles.resolve("docs/contracts/samples/requests"))) {
            return files.sorted().toList();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** A keyset that protects nothing. */
    public static String keyset() {
        return read("samples/sealed-credentials/application-password.json")
                .get("keyset")
                .asString();
    }
}

package dev.colophon.deployment;

import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A file's documents, as trees; a key that stands twice is refused. */
final class Yaml {

    private static final JsonMapper JSON = new JsonMapper();

    private Yaml() {}

    static JsonNode one(String path) {
        return all(path).getFirst();
    }

    static List<JsonNode> all(String path) {
        var documents = new ArrayList<JsonNode>();
        var strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        new org.yaml.snakeyaml.Yaml(strict)
                .loadAll(text(path))
                .forEach(document -> documents.add(JSON.valueToTree(document)));
        return documents;
    }

    static String text(String path) {
        try {
            return Files.readString(RepositoryFiles.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

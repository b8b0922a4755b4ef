package dev.colophon.statusprojector;

import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A schema with its samples as they once went out: docs/contracts/released/name/number. */
record Release(String name, int number) {

    private static final Path RELEASED = RepositoryFiles.resolve("docs/contracts/released");

    static Stream<Release> all() {
        return listed(RELEASED)
                .filter(Files::isDirectory)
                .filter(folder -> !folder.endsWith("apis")) // publish-api's tests hold these
                .flatMap(schema -> of(schema.getFileName().toString()));
    }

    /** All of one schema, in no order. */
    static Stream<Release> of(String name) {
        return listed(RELEASED.resolve(name))
                .map(number ->
                        new Release(name, Integer.parseInt(number.getFileName().toString())));
    }

    Release before() {
        return new Release(name, number - 1);
    }

    JsonNode schema() {
        return JsonMapper.builder().build().readTree(Contracts.read(folder().resolve("schema.json")));
    }

    List<Path> samples() {
        return listed(folder().resolve("samples")).toList();
    }

    private Path folder() {
        return RELEASED.resolve(name).resolve(String.valueOf(number));
    }

    private static Stream<Path> listed(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name + " release " + number;
    }
}

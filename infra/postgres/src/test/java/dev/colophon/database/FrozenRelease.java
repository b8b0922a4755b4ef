package dev.colophon.database;

import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a release gave to the database, and what it found there: infra/postgres/released, one folder a release. */
record FrozenRelease(String version) {

    private static final Path RELEASED = RepositoryFiles.root().resolve("infra/postgres/released");
    private static final Pattern HEAD = Pattern.compile("(?m)^-- (dev\\.colophon\\.\\S+)\n");

    /** The newest. A rolling upgrade runs it beside what is built now, on the schema that is built now. */
    static FrozenRelease last() {
        try (var folders = Files.list(RELEASED)) {
            return folders.map(folder -> new FrozenRelease(folder.getFileName().toString()))
                    .max(Comparator.comparing(FrozenRelease::numbers, Arrays::compare))
                    .orElseThrow(() -> new IllegalStateException("no release is frozen: infra/postgres/freeze"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<SqlStatement> statements(Service service) {
        var text = read(service.module() + ".sql");
        var found = new ArrayList<SqlStatement>();
        var head = HEAD.matcher(text);
        boolean more = head.find();
        while (more) {
            var at = head.group(1);
            int begin = head.end();
            more = head.find();
            found.add(new SqlStatement(
                    at,
                    text.substring(begin, more ? head.start() : text.length()).strip()));
        }
        return found;
    }

    List<Column> columns(Service service) {
        return read(service.module() + ".columns").lines().map(Column::of).toList();
    }

    void write(Service service, List<SqlStatement> statements, List<Column> columns) {
        write(
                service.module() + ".sql",
                statements.stream()
                        .map(each ->
                                "-- %s\n%s\n".formatted(each.at(), each.sql().strip()))
                        .collect(Collectors.joining("\n")));
        write(
                service.module() + ".columns",
                columns.stream().map(Column::line).collect(Collectors.joining("\n", "", "\n")));
    }

    private int[] numbers() {
        return Stream.of(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
    }

    private String read(String file) {
        try {
            return Files.readString(RELEASED.resolve(version).resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException("release " + version + " has no " + file + ": infra/postgres/freeze", e);
        }
    }

    private void write(String file, String text) {
        try {
            Files.createDirectories(RELEASED.resolve(version));
            Files.writeString(RELEASED.resolve(version).resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

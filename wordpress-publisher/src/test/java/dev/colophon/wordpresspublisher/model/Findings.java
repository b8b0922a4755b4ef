package dev.colophon.wordpresspublisher.model;

import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the explorations of this run found, kept in target/model-check.txt for people. */
final class Findings {

    private static final Path FILE = RepositoryFiles.root().resolve("wordpress-publisher/target/model-check.txt");
    private static final List<String> LINES = new ArrayList<>();

    private Findings() {}

    static synchronized void add(Exploration found) {
        LINES.add(found.line());
        var violation = found.violation();
        if (violation != null) {
            LINES.add(violation + "\n");
        }
        try {
            Files.createDirectories(FILE.getParent());
            Files.write(FILE, LINES);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

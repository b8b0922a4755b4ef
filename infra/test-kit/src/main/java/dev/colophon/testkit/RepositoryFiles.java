package dev.colophon.testkit;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the repository's own files from whichever folder a test or a script was started in. */
public final class RepositoryFiles {

    private static final String MARK = "infra/postgres/bootstrap.sql";

    private RepositoryFiles() {}

    /** @throws IllegalStateException where no parent of the working directory is the repository */
    public static Path root() {
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve(MARK))) {
                return folder;
            }
        }
        throw new IllegalStateException("neither %s nor any folder above it holds %s".formatted(start, MARK));
    }

    /** @param relative a path below the root; it must exist */
    public static Path resolve(String relative) {
        Path file = root().resolve(relative);
        if (!Files.exists(file)) {
            throw new IllegalArgumentException("no such file in the repository: " + relative);
        }
        return file;
    }
}

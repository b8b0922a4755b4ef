package dev.colophon.local.config;

import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Objects;

/**
 * The one folder in which a local run keeps everything: {@code .colophon} in the repository, or COLOPHON_HOME. It holds
 * secrets, so nobody but its owner may look into it.
 */
public record Home(Path root) {

    private static final String MARK = ".colophon-home";

    public Home {
        root = root.toAbsolutePath().normalize();
    }

    public static Home ofEnvironment() {
        var given = Objects.requireNonNullElse(System.getenv("COLOPHON_HOME"), "");
        return new Home(
                given.isBlank() ? RepositoryFiles.root().resolve(".colophon") : WorkingFolder.resolve(Path.of(given)));
    }

    /** @throws Refusal when the folder holds something that is not ours */
    public Home make() throws IOException {
        if (Files.exists(root) && !exists() && !isEmpty()) {
            throw new Refusal(root + " is not empty and holds no local run; choose another folder with COLOPHON_HOME");
        }
        Files.createDirectories(root);
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(root.resolve(MARK), "The data of a local run: infra/local/README.md\n");
        Files.createDirectories(logs());
        Files.createDirectories(processes());
        return this;
    }

    public boolean exists() {
        return Files.isRegularFile(root.resolve(MARK));
    }

    /** Removes everything but the lock that the caller holds. Only ever a folder that carries our mark. */
    public void clear() throws IOException {
        if (!exists()) {
            return;
        }
        try (var all = Files.walk(root)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(root) && !path.equals(lock())) {
                    Files.delete(path);
                }
            }
        }
    }

    public Path secrets() {
        return root.resolve("secrets.json");
    }

    public Path settings() {
        return root.resolve("settings.json");
    }

    /** Held by whoever starts or stops things here. */
    public Path lock() {
        return root.resolve("lock");
    }

    /** The upstream service's API key, for a curl to read without showing it. */
    public Path clientKey() {
        return root.resolve("client-key");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path log(String part) {
        return logs().resolve(part + ".log");
    }

    /** Which process is which part. */
    public Path processes() {
        return root.resolve("processes");
    }

    public Path process(String part) {
        return processes().resolve(part + ".pid");
    }

    public Path data(String part) {
        return root.resolve(part);
    }

    /** The lock of a run that is being made afresh does not count: clearing leaves it to its holder. */
    private boolean isEmpty() throws IOException {
        try (var entries = Files.list(root)) {
            return entries.allMatch(lock()::equals);
        }
    }
}

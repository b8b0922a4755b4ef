package dev.colophon.local.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The JVM's ahead-of-time cache of one service (JEP 514): what an earlier run of the same jar has loaded and linked. A run
 * without one writes it when it ends in order, which takes it some seconds; a cache that does not fit is ignored by the JVM.
 */
final class StartCache {

    private final Path file;

    /** @param jar of which it is kept beside */
    StartCache(Path jar) {
        this.file = jar.resolveSibling(jar.getFileName() + ".aot");
    }

    List<String> options() {
        return List.of((Files.exists(file) ? "-XX:AOTCache=" : "-XX:AOTCacheOutput=") + file);
    }

    /** To be called when the jar or its libraries are another's. */
    void forget() throws IOException {
        Files.deleteIfExists(file);
    }
}

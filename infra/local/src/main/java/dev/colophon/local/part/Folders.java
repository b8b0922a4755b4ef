package dev.colophon.local.part;

import java.nio.file.Path;
import java.util.Objects;

/** Where things that many homes share are kept. */
final class Folders {

    private Folders() {}

    static Path cache() {
        var given = Objects.requireNonNullElse(System.getenv("XDG_CACHE_HOME"), "");
        var base = given.isBlank() ? Path.of(System.getProperty("user.home", "."), ".cache") : Path.of(given);
        return base.resolve("colophon");
    }
}

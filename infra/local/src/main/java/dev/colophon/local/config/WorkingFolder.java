package dev.colophon.local.config;

import java.nio.file.Path;

/** Where the person stands. The scripts start this program in the repository's root, and say where they were called. */
public final class WorkingFolder {

    private static final Path PATH =
            Path.of(System.getProperty("colophon.called-in", "")).toAbsolutePath();

    private WorkingFolder() {}

    /** What the person meant by a path. */
    public static Path resolve(Path typed) {
        return PATH.resolve(typed);
    }

    /** A path as short as the person could type it. */
    public static Path shown(Path path) {
        return path.startsWith(PATH) ? PATH.relativize(path) : path;
    }
}

package dev.colophon.local.story;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file that cannot be taken as it is. The message names the file, the place and the way out. */
public final class UnreadableStory extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableStory(Path file, String problem) {
        this(file, problem, null);
    }

    UnreadableStory(Path file, @Nullable String problem, @Nullable Throwable cause) {
        super(file + ": " + problem, cause);
    }
}

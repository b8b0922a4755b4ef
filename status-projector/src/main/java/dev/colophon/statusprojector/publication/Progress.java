package dev.colophon.statusprojector.publication;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where the work on a revision stands.
 *
 * @param attempt the publisher's count, 0 before the first
 * @param nextAttemptAt when the publisher goes on by itself, if it does
 */
public record Progress(
        Stage stage,
        int attempt,
        @Nullable Reason reason,
        @Nullable Instant nextAttemptAt) {

    static final Progress ACCEPTED = new Progress(Stage.ACCEPTED, 0, null, null);

    public Progress {
        if (attempt < 0) {
            throw new IllegalArgumentException("attempts count from 0: " + attempt);
        }
    }

    /** A newer revision was asked for. What waits or has ended gives way to it; what may be at the site does not. */
    Progress whenRequestedAnew() {
        return stage.mayBeAtTheSite() ? this : ACCEPTED;
    }
}

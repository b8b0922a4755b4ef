package dev.colophon.statusprojector.rebuild;

import dev.colophon.statusprojector.publication.PublicationId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rebuild on record: all that is needed to go on with it after a crash.
 *
 * @param state running, done, failed or cancelled
 * @param cursor of the phase: the last publication that is done
 * @param publications that were selected at the start
 * @param publicationsDone of the phase
 * @param eventsDone folded so far, in all phases
 * @param workedMillis spent on comparing and verifying so far, all runs together
 * @param swapped rows that were put right
 * @param announced publications of which subscribers were told
 * @param diverged rows that the verification found not to be their fold; 0, or the rebuild has failed
 * @param failure stable code, if it has failed
 */
public record Rebuild(
        UUID id,
        boolean dryRun,
        RebuildSelection selection,
        String reason,
        String author,
        String state,
        Phase phase,
        @Nullable PublicationId cursor,
        long publications,
        long publicationsDone,
        long eventsDone,
        long workedMillis,
        long swapped,
        long announced,
        long diverged,
        @Nullable String failure,
        Instant startedAt,
        Instant updatedAt,
        @Nullable Instant endedAt) {

    public boolean isRunning() {
        return phase != Phase.ENDED;
    }

    /** How far it is. */
    public RebuildProgress progress() {
        return RebuildProgress.of(this);
    }

    Optional<PublicationId> after() {
        return Optional.ofNullable(cursor);
    }
}

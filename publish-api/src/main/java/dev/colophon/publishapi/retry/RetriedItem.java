package dev.colophon.publishapi.retry;

import dev.colophon.publishapi.problem.Problem;
import dev.colophon.publishapi.status.FailedPublications.Failed;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of one publication that had failed.
 *
 * @param problem why it was refused; null unless it was
 */
public record RetriedItem(
        UUID publicationId,
        String storyKey,
        String outcome,
        @Nullable Problem problem) {

    static final String ACCEPTED = "accepted";
    static final String REFUSED = "refused";

    public RetriedItem {
        if (outcome.equals(REFUSED) != (problem != null)) {
            throw new IllegalArgumentException("publication " + publicationId + " is neither retried nor refused");
        }
    }

    static RetriedItem accepted(Failed failed) {
        return new RetriedItem(failed.publication().value(), failed.storyKey(), ACCEPTED, null);
    }

    static RetriedItem refused(Failed failed, Problem problem) {
        return new RetriedItem(failed.publication().value(), failed.storyKey(), REFUSED, problem);
    }

    /** Whether it has a job now. */
    public boolean wasAccepted() {
        return outcome.equals(ACCEPTED);
    }
}

package dev.colophon.publishapi.retry;

import dev.colophon.publishapi.problem.Problem;
import dev.colophon.publishapi.status.FailedPublications.Failed;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of one publication that had failed: a job (accepted), no other job since another call of the same client made one
 * meanwhile (repeated), or a refusal.
 *
 * @param problem why it was refused; null unless it was
 */
public record RetriedItem(
        UUID publicationId,
        String storyKey,
        String outcome,
        @Nullable Problem problem) {

    static final String ACCEPTED = "accepted";
    static final String REPEATED = "repeated";
    static final String REFUSED = "refused";

    public RetriedItem {
        if (outcome.equals(REFUSED) != (problem != null)) {
            throw new IllegalArgumentException("publication " + publicationId + " is neither retried nor refused");
        }
    }

    static RetriedItem accepted(Failed failed) {
        return new RetriedItem(failed.publication().value(), failed.storyKey(), ACCEPTED, null);
    }

    static RetriedItem repeated(Failed failed) {
        return new RetriedItem(failed.publication().value(), failed.storyKey(), REPEATED, null);
    }

    static RetriedItem refused(Failed failed, Problem problem) {
        return new RetriedItem(failed.publication().value(), failed.storyKey(), REFUSED, problem);
    }

    boolean came(String to) {
        return outcome.equals(to);
    }
}

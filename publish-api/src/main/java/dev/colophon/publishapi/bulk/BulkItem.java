package dev.colophon.publishapi.bulk;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of one item: a job (accepted), no other job since the newest asks for the same (repeated), or a refusal.
 *
 * @param position of the item in the bulk, from 0
 * @param problem why it was refused, as JSON
 */
record BulkItem(
        int position,
        String outcome,
        @Nullable UUID publicationId,
        @Nullable UUID jobId,
        @JsonRawValue @Nullable String problem) {

    static final String ACCEPTED = "accepted";
    static final String REPEATED = "repeated";
    static final String REFUSED = "refused";

    BulkItem {
        var refused = outcome.equals(REFUSED);
        if (refused != (problem != null)
                || refused != (publicationId == null)
                || outcome.equals(ACCEPTED) != (jobId != null)) {
            throw new IllegalArgumentException("item " + position + " is neither a job nor a refusal");
        }
    }

    static BulkItem accepted(int position, UUID publication, UUID job) {
        return new BulkItem(position, ACCEPTED, publication, job, null);
    }

    static BulkItem repeated(int position, UUID publication) {
        return new BulkItem(position, REPEATED, publication, null, null);
    }

    static BulkItem refused(int position, String problem) {
        return new BulkItem(position, REFUSED, null, null, problem);
    }
}

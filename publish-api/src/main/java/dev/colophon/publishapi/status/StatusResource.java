package dev.colophon.publishapi.status;

import dev.colophon.publishapi.outbox.Action;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A publication as its client sees it.
 *
 * @param updateStatus how a newer revision fares while the published one stays what readers see
 * @param done whether nothing more happens unless someone asks for it
 * @param generation of the post: a later one begins when the post is verified to be gone and a retry was asked for
 * @param requestedRevision from publish-api's own table: the newest that was accepted
 * @param requestedAction what that newest one asks for
 * @param publishedRevision the one that the site shows
 * @param sequence of the public event that told of this state; 0 before the first
 */
public record StatusResource(
        UUID publicationId,
        String storyKey,
        String site,
        String placement,
        Status status,
        @Nullable String updateStatus,
        boolean done,
        int generation,
        long requestedRevision,
        String requestedAction,
        @Nullable Long publishedRevision,
        @Nullable String externalId,
        @Nullable String externalUrl,
        @Nullable Reason reason,
        int attempts,
        @Nullable Instant nextAttemptAt,
        Instant statusSince,
        long sequence,
        Links links) {

    static final String FAILED = "failed";
    static final String PARKED = "parked";

    /** Why it waits or ended. */
    public record Reason(String code, @Nullable String detail) {}

    /** Where to go from here; of the commands those that make sense as it stands. */
    public record Links(
            String self,
            String timeline,
            String explanation,
            @Nullable String unpublish,
            @Nullable String cancel,
            @Nullable String retry) {

        /** The links of a publication whose first job was accepted just now. */
        public static Links ofFirstJob(PublicationId id) {
            return of(id, new Situation(Status.ACCEPTED, null, false, Action.PUBLISH, Action.PUBLISH));
        }

        /** The links of a publication. */
        static Links of(PublicationId id, Situation situation) {
            var self = "/v1/publications/" + id;
            return new Links(
                    self,
                    self + "/timeline",
                    self + "/explanation",
                    command(self, situation, Action.UNPUBLISH),
                    command(self, situation, Action.CANCEL),
                    command(self, situation, Action.RETRY));
        }

        private static @Nullable String command(String self, Situation situation, Action action) {
            return situation.offers(action) ? self + "/" + action.text() : null;
        }
    }

    static boolean done(Status status, @Nullable String updateStatus) {
        return status.terminal() && (updateStatus == null || updateStatus.equals(FAILED));
    }

    /** What may be asked for as it stands. */
    public Situation situation(Action wanted) {
        return new Situation(status, updateStatus, externalId != null, Action.of(requestedAction), wanted);
    }

    /** Whether it stands in this status. */
    public boolean is(Status other) {
        return status == other;
    }
}

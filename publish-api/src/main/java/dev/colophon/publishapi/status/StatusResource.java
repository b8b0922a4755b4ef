package dev.colophon.publishapi.status;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A publication as its client sees it.
 *
 * @param updateStatus how a newer revision fares while the published one stays what readers see
 * @param done whether nothing more happens unless someone asks for it
 * @param requestedRevision from publish-api's own table: the newest that was accepted
 * @param publishedRevision the one that the site shows
 * @param sequence of the public event that told of this state; 0 before the first
 */
public record StatusResource(
        UUID publicationId,
        String storyKey,
        String site,
        String placement,
        String status,
        @Nullable String updateStatus,
        boolean done,
        int generation,
        long requestedRevision,
        @Nullable Long publishedRevision,
        @Nullable String externalId,
        @Nullable String externalUrl,
        @Nullable Reason reason,
        int attempts,
        @Nullable Instant nextAttemptAt,
        Instant statusSince,
        long sequence,
        Links links) {

    private static final String UPDATE_FAILED = "failed";

    /** Why it waits or ended. */
    public record Reason(String code, @Nullable String detail) {}

    /** Where to go from here. */
    public record Links(String self, String timeline) {

        /** The links of a publication. */
        public static Links of(PublicationId id) {
            var self = "/v1/publications/" + id;
            return new Links(self, self + "/timeline");
        }
    }

    static boolean done(String status, @Nullable String updateStatus) {
        return Status.of(status).map(Status::terminal).orElse(false)
                && (updateStatus == null || updateStatus.equals(UPDATE_FAILED));
    }

    /** Whether it stands in this status. */
    public boolean is(Status other) {
        return status.equals(other.text());
    }

    /** Whether what was last asked for was refused for good, so that asking again is a new attempt. */
    public boolean endedWithoutEffect() {
        return is(Status.FAILED) || is(Status.CANCELLED) || UPDATE_FAILED.equals(updateStatus);
    }
}

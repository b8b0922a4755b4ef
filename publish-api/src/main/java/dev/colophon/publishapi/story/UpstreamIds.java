package dev.colophon.publishapi.story;

import dev.colophon.publishapi.hash.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * By what the systems before us know a story: their ids, which mean nothing here. Null leaves it to the site, an empty text takes
 * away what is there.
 *
 * @param clusterId of the cluster of stories that it belongs to
 * @param sectorId of its sector
 */
public record UpstreamIds(
        @Nullable String clusterId, @Nullable String sectorId) {

    /** None. */
    public static final UpstreamIds NONE = new UpstreamIds(null, null);
    /** Most characters of an id. */
    public static final int MAX_LENGTH = 200;

    public UpstreamIds {
        if (!fits(clusterId) || !fits(sectorId)) {
            throw new IllegalArgumentException("an id of more than " + MAX_LENGTH + " characters");
        }
    }

    private static boolean fits(@Nullable String id) {
        return id == null || id.length() <= MAX_LENGTH;
    }

    /** Content without any keeps the hash that it had before there were any. */
    Sha256.Parts addTo(Sha256.Parts parts) {
        return equals(NONE) ? parts : parts.add("ids").add(clusterId).add(sectorId);
    }
}

package dev.colophon.statusprojector.rebuild;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which publications are rebuilt: all, or those that have an event which meets every criterion named; a row that names the site
 * counts as well, whatever its events say.
 *
 * @param occurredFrom inclusive
 * @param occurredTo exclusive
 */
public record RebuildSelection(
        @Nullable Set<UUID> publicationIds,
        @Nullable UUID siteId,
        @Nullable String kind,
        @Nullable Instant occurredFrom,
        @Nullable Instant occurredTo) {

    private static final int IDS_MAX = 10_000;

    public static final RebuildSelection ALL = new RebuildSelection(null, null, null, null, null);

    /** @throws RebuildRefused if more publications are named than can be */
    public RebuildSelection {
        if (publicationIds != null && (publicationIds.isEmpty() || publicationIds.size() > IDS_MAX)) {
            throw new RebuildRefused(
                    RebuildRefused.Code.SELECTION_INVALID,
                    "publicationIds names 1 to " + IDS_MAX + " of them, or is left out.");
        }
        publicationIds = publicationIds == null ? null : Set.copyOf(publicationIds);
    }
}

package dev.colophon.statusprojector.invalidate;

import dev.colophon.statusprojector.message.Source;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which events are meant: those that meet every criterion that is named. At least one is; what is no longer valid is never meant.
 *
 * @param eventIds by name
 * @param occurredFrom inclusive, by the clock of the service that told
 * @param occurredTo exclusive
 * @param recordedFrom inclusive, when the projector knew
 * @param recordedTo exclusive
 * @param revisionFrom inclusive
 * @param revisionTo inclusive
 * @param code of the problem that a receipt names
 * @param build of the publisher that wrote a receipt
 */
public record Selection(
        @Nullable Set<UUID> eventIds,
        @Nullable Set<UUID> publicationIds,
        @Nullable UUID siteId,
        @Nullable Source source,
        @Nullable Set<String> kinds,
        @Nullable Instant occurredFrom,
        @Nullable Instant occurredTo,
        @Nullable Instant recordedFrom,
        @Nullable Instant recordedTo,
        @Nullable Integer generation,
        @Nullable Long revisionFrom,
        @Nullable Long revisionTo,
        @Nullable String code,
        @Nullable String build)
        implements Scope {

    public static final int IDS_MAX = 10_000;

    /** @throws Refused if nothing is named, or more than can be looked at */
    public Selection {
        eventIds = copy("eventIds", eventIds);
        publicationIds = copy("publicationIds", publicationIds);
        kinds = copy("kinds", kinds);
        if (Stream.of(
                        eventIds,
                        publicationIds,
                        siteId,
                        source,
                        kinds,
                        occurredFrom,
                        occurredTo,
                        recordedFrom,
                        recordedTo,
                        generation,
                        revisionFrom,
                        revisionTo,
                        code,
                        build)
                .allMatch(Objects::isNull)) {
            throw new Refused(Refused.Code.SELECTION_EMPTY, "A selection names at least one criterion.");
        }
    }

    private static <T> @Nullable Set<T> copy(String name, @Nullable Set<T> values) {
        if (values == null) {
            return null;
        }
        if (values.isEmpty() || values.size() > IDS_MAX) {
            throw new Refused(
                    Refused.Code.SELECTION_EMPTY, name + " names 1 to " + IDS_MAX + " of them, or is left out.");
        }
        return Set.copyOf(values);
    }
}

package dev.colophon.statusprojector.publication;

import dev.colophon.statusprojector.publication.LoggedEvent.Requested;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sets aside the events that cannot stand beside the others, whatever state the publication is in. */
final class Screening {

    private final @Nullable Identity identity;
    private final @Nullable UUID siteId;
    private final Set<Long> requested = new HashSet<>();
    private final Set<Long> numbered = new HashSet<>();

    /** The first request says what the publication is; without one, the first receipt says where. */
    private Screening(List<LoggedEvent> inOrder) {
        identity = inOrder.stream()
                .filter(Requested.class::isInstance)
                .map(event -> ((Requested) event).identity())
                .findFirst()
                .orElse(null);
        siteId = identity == null ? firstSite(inOrder) : identity.siteId();
    }

    private static @Nullable UUID firstSite(List<LoggedEvent> inOrder) {
        return inOrder.stream()
                .filter(LoggedEvent.Receipt.class::isInstance)
                .map(event -> ((LoggedEvent.Receipt) event).entry().siteId())
                .findFirst()
                .orElse(null);
    }

    static Screened of(Collection<? extends LoggedEvent> events) {
        var inOrder = Timeline.of(events);
        var screening = new Screening(inOrder);
        var possible = new ArrayList<LoggedEvent>(inOrder.size());
        var impossible = new TreeMap<EventId, Impossible>();
        for (var event : inOrder) {
            screening
                    .objectionTo(event)
                    .ifPresentOrElse(why -> impossible.put(event.id(), why), () -> possible.add(event));
        }
        // Once more: what was set aside must not have moved a request that stands.
        return new Screened(Timeline.of(possible), impossible);
    }

    private Optional<Impossible> objectionTo(LoggedEvent event) {
        return switch (event) {
            case Requested request
            when !request.identity().equals(identity) -> Optional.of(Impossible.IDENTITY_DIFFERS);
            case Requested request
            when !requested.add(request.edition().revision()) -> Optional.of(Impossible.REVISION_REUSED);
            case Requested _ -> Optional.empty();
            case LoggedEvent.Receipt receipt
            when !receipt.entry().siteId().equals(siteId) -> Optional.of(Impossible.IDENTITY_DIFFERS);
            case LoggedEvent.Receipt receipt
            when !numbered.add(receipt.entry().sequence()) -> Optional.of(Impossible.SEQUENCE_REUSED);
            case LoggedEvent.Unfounded _ -> Optional.of(Impossible.UNFOUNDED);
            case LoggedEvent.Receipt _ -> Optional.empty();
        };
    }

    /** What is left to fold, in order, and what was set aside. */
    record Screened(List<LoggedEvent> possible, Map<EventId, Impossible> impossible) {}
}

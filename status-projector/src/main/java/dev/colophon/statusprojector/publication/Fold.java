package dev.colophon.statusprojector.publication;

import dev.colophon.statusprojector.publication.LoggedEvent.Receipt;
import dev.colophon.statusprojector.publication.LoggedEvent.Requested;
import dev.colophon.statusprojector.publication.Publication.Begun;
import dev.colophon.statusprojector.publication.Publication.Unborn;
import dev.colophon.statusprojector.publication.Step.Advanced;
import dev.colophon.statusprojector.publication.Step.Conflict;
import dev.colophon.statusprojector.publication.Step.Stale;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Folds all events of one publication into its status. The result depends on the set of events alone: not on the order
 * they came in, and not on how often each one came.
 */
public final class Fold {

    private final Map<EventId, Impossible> conflicts;
    private Publication publication = new Unborn();
    private @Nullable PublicState state;
    private @Nullable LoggedEvent last;
    private @Nullable Instant since;

    private Fold(Map<EventId, Impossible> conflicts) {
        this.conflicts = conflicts;
    }

    /** The status that these events make, all of one publication. */
    public static Folded of(Collection<? extends LoggedEvent> events) {
        var screened = Screening.of(distinct(events));
        var fold = new Fold(new TreeMap<>(screened.impossible()));
        screened.possible().forEach(fold::apply);
        return fold.result(screened.possible());
    }

    private static Collection<LoggedEvent> distinct(Collection<? extends LoggedEvent> events) {
        var byId = LinkedHashMap.<EventId, LoggedEvent>newLinkedHashMap(events.size());
        events.forEach(event -> byId.putIfAbsent(event.id(), event));
        return byId.values();
    }

    private void apply(LoggedEvent event) {
        switch (publication.on(event)) {
            case Advanced(Begun next) -> advance(next, event);
            case Advanced(Unborn unborn) -> throw new IllegalStateException(unborn + " again, after " + event);
            case Stale _ -> {}
            case Conflict conflict -> conflicts.put(event.id(), conflict.why());
        }
    }

    private void advance(Begun next, LoggedEvent event) {
        var told = PublicState.of(next);
        if (state == null || state.status() != told.status()) {
            since = event.occurredAt();
        }
        publication = next;
        state = told;
        last = event;
    }

    private Folded result(List<LoggedEvent> possible) {
        if (state == null || since == null || last == null) {
            return new Folded(Optional.empty(), conflicts);
        }
        return new Folded(Optional.of(new Projection(state, about(possible, last), since, last.id())), conflicts);
    }

    private static About about(List<LoggedEvent> possible, LoggedEvent fallback) {
        var requests = Timeline.requests(possible);
        if (requests.isEmpty()) {
            return new About(((Receipt) fallback).entry().siteId(), null, null, null);
        }
        Requested newest = requests.getLast();
        var identity = newest.identity();
        return new About(identity.siteId(), identity.storyKey(), identity.placement(), newest.correlationId());
    }
}

package dev.colophon.statusprojector.invalidate;

import dev.colophon.statusprojector.publication.PublicationId;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The events that a decision means, within the bounds of one decision. */
@Component
class Meant {

    private final Targets targets;
    private final Invalidations invalidations;
    private final Bounds bounds;

    Meant(Targets targets, Invalidations invalidations, Bounds bounds) {
        this.targets = targets;
        this.invalidations = invalidations;
        this.bounds = bounds;
    }

    List<Target> by(Scope scope) {
        var limit = bounds.eventsMax() + 1;
        var selected = switch (scope) {
            case Selection selection -> targets.selected(selection, limit);
            case Reset reset -> targets.after(reset, limit);
        };
        if (selected.isEmpty()) {
            throw new Refused(Refused.Code.NOTHING_SELECTED, "No valid event is meant by this selection.");
        }
        return bounded(selected);
    }

    List<Target> byTakingBack(UUID invalidation) {
        var decision = invalidations
                .find(invalidation)
                .filter(found -> found.reverses() == null)
                .orElseThrow(() -> new Refused(
                        Refused.Code.NO_SUCH_INVALIDATION, "There is no invalidation " + invalidation + "."));
        if (decision.reversedBy() != null) {
            throw new Refused(
                    Refused.Code.REVERSED_ALREADY, "It was taken back by " + decision.reversedBy() + " already.");
        }
        return bounded(targets.restoredWithout(invalidation, bounds.eventsMax() + 1));
    }

    static SortedSet<PublicationId> publications(Collection<Target> targets) {
        var publications = new TreeSet<PublicationId>();
        targets.forEach(target -> publications.add(target.publication()));
        return publications;
    }

    private List<Target> bounded(List<Target> found) {
        if (found.size() > bounds.eventsMax()) {
            throw new Refused(
                    Refused.Code.TOO_MANY_SELECTED,
                    "More than " + bounds.eventsMax()
                            + " events are meant: narrow the selection, and decide in parts.");
        }
        return found;
    }
}

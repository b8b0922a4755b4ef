package dev.colophon.statusprojector.invalidate;

import static java.util.stream.Collectors.groupingBy;

import dev.colophon.statusprojector.project.EventLog;
import dev.colophon.statusprojector.publication.EventId;
import dev.colophon.statusprojector.publication.FoldRules;
import dev.colophon.statusprojector.publication.Folded;
import dev.colophon.statusprojector.publication.LoggedEvent;
import dev.colophon.statusprojector.publication.PublicationId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Folds the publications that a decision touches twice, as it is and as it would be, in batches. */
@Component
class Foresee {

    private static final int BATCH = 500;

    private final EventLog events;
    private final FoldRules rules;

    Foresee(EventLog events, FoldRules rules) {
        this.events = events;
        this.rules = rules;
    }

    /** Without these events, which are valid now. */
    Impact without(Collection<Target> targets) {
        return impact(targets, false);
    }

    /** With these events again, which are not valid now. */
    Impact withAgain(Collection<Target> targets) {
        return impact(targets, true);
    }

    private Impact impact(Collection<Target> targets, boolean again) {
        var byPublication =
                targets.stream().collect(groupingBy(Target::publication, TreeMap::new, Collectors.toList()));
        var counting = new ImpactCount(targets);
        for (var batch : batches(List.copyOf(byPublication.keySet()))) {
            var valid = events.valid(batch);
            var named = again ? events.named(ids(batch, byPublication)) : null;
            for (var publication : batch) {
                var meant = byPublication.getOrDefault(publication, List.of());
                var now = valid.getOrDefault(publication, List.of());
                var then = named == null ? minus(now, meant) : plus(now, named.getOrDefault(publication, List.of()));
                counting.add(publication, meant, rules.fold(now), rules.fold(then));
            }
        }
        return counting.impact();
    }

    private static List<List<PublicationId>> batches(List<PublicationId> all) {
        var batches = new ArrayList<List<PublicationId>>();
        for (int from = 0; from < all.size(); from += BATCH) {
            batches.add(all.subList(from, Math.min(all.size(), from + BATCH)));
        }
        return batches;
    }

    private static List<EventId> ids(List<PublicationId> batch, Map<PublicationId, List<Target>> targets) {
        return batch.stream()
                .flatMap(publication -> targets.getOrDefault(publication, List.of()).stream())
                .map(Target::event)
                .toList();
    }

    private static List<LoggedEvent> minus(List<LoggedEvent> events, List<Target> targets) {
        var ids = targets.stream().map(Target::event).collect(Collectors.toSet());
        return events.stream().filter(event -> !ids.contains(event.id())).toList();
    }

    private static List<LoggedEvent> plus(List<LoggedEvent> events, List<LoggedEvent> more) {
        var all = new ArrayList<>(events);
        all.addAll(more);
        return all;
    }

    /** Whether a publication that has a status would have none. */
    static boolean vanishes(Folded now, Folded then) {
        return now.projection().isPresent() && then.projection().isEmpty();
    }
}

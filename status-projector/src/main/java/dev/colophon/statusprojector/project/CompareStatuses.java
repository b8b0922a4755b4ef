package dev.colophon.statusprojector.project;

import dev.colophon.statusprojector.publication.FoldRules;
import dev.colophon.statusprojector.publication.LoggedEvent;
import dev.colophon.statusprojector.publication.PublicationId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Compares rows with the fold of their valid events. Events and rows must be of one snapshot, so that what a live batch does
 * meanwhile is seen wholly or not at all: the caller's transaction is a repeatable read.
 */
@Service
public class CompareStatuses {

    private final EventLog log;
    private final Statuses statuses;
    private final Conflicts conflicts;
    private final FoldRules rules;

    CompareStatuses(EventLog log, Statuses statuses, Conflicts conflicts, FoldRules rules) {
        this.log = log;
        this.statuses = statuses;
        this.conflicts = conflicts;
        this.rules = rules;
    }

    /** What differs of these publications, in their order. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Comparison compare(Collection<PublicationId> publications) {
        var events = log.valid(publications);
        var rows = statuses.of(publications);
        var stored = conflicts.of(publications);
        var differences = new ArrayList<Difference>();
        for (var publication : publications) {
            var folded = rules.fold(events.getOrDefault(publication, List.of()));
            var difference = new Difference(
                    publication,
                    Optional.ofNullable(rows.get(publication)),
                    folded.projection().map(projection -> StatusRow.of(publication, projection)),
                    !folded.conflicts().equals(stored.getOrDefault(publication, Map.of())));
            if (difference.isOne()) {
                differences.add(difference);
            }
        }
        return new Comparison(
                events.values().stream().mapToInt(List<LoggedEvent>::size).sum(), differences);
    }

    /**
     * What came of a comparison.
     *
     * @param events how many were folded
     */
    public record Comparison(long events, List<Difference> differences) {}

    /**
     * A publication whose row is not its fold.
     *
     * @param conflicts its stored conflicts are not those of the fold
     */
    public record Difference(
            PublicationId publication, Optional<StatusRow> isNow, Optional<StatusRow> shouldBe, boolean conflicts) {

        boolean isOne() {
            return conflicts || !isNow.equals(shouldBe);
        }
    }
}

package dev.colophon.statusprojector.rebuild;

import dev.colophon.statusprojector.project.CompareStatuses;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** One batch of a pass, with what it found and how far that brings the rebuild, in one transaction and of one snapshot. */
@Service
class CompareBatch {

    private final SelectedPublications selected;
    private final CompareStatuses compareStatuses;
    private final Differences differences;
    private final Rebuilds rebuilds;
    private final RebuildProperties properties;
    private final InstantSource clock;

    CompareBatch(
            SelectedPublications selected,
            CompareStatuses compareStatuses,
            Differences differences,
            Rebuilds rebuilds,
            RebuildProperties properties,
            InstantSource clock) {
        this.selected = selected;
        this.compareStatuses = compareStatuses;
        this.differences = differences;
        this.rebuilds = rebuilds;
        this.properties = properties;
        this.clock = clock;
    }

    /** Whether there was one. */
    @Transactional(isolation = Isolation.REPEATABLE_READ)
    public boolean next(Rebuild rebuild) {
        var begun = clock.instant();
        var publications = selected.next(rebuild.selection(), rebuild.after(), properties.batchSize());
        if (publications.isEmpty()) {
            return false;
        }
        var comparison = compareStatuses.compare(publications);
        var verifying = rebuild.phase() == Phase.VERIFYING;
        if (!verifying) {
            differences.put(rebuild.id(), comparison.differences());
        }
        var now = clock.instant();
        rebuilds.advance(
                rebuild,
                publications.getLast(),
                publications.size(),
                comparison.events(),
                verifying ? comparison.differences().size() : 0,
                Duration.between(begun, now).toMillis(),
                now);
        return true;
    }
}

package dev.colophon.statusprojector.rebuild;

import dev.colophon.statusprojector.event.Cause;
import dev.colophon.statusprojector.project.CorrectStatuses;
import dev.colophon.statusprojector.publication.PublicationId;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts right whatever the comparison found, all of it at one moment for every reader. Each publication is folded once more under
 * its lock: what came in while the rebuild ran is in, and a row that is right by now stays untouched.
 */
@Service
class SwapDifferences {

    private static final int BATCH = 500;

    private final Differences differences;
    private final CorrectStatuses correctStatuses;
    private final Rebuilds rebuilds;
    private final InstantSource clock;

    SwapDifferences(Differences differences, CorrectStatuses correctStatuses, Rebuilds rebuilds, InstantSource clock) {
        this.differences = differences;
        this.correctStatuses = correctStatuses;
        this.rebuilds = rebuilds;
        this.clock = clock;
    }

    @Transactional
    public void swap(Rebuild rebuild) {
        var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var swapped = 0L;
        var announced = 0L;
        var after = Optional.<PublicationId>empty();
        for (var page = differences.page(rebuild.id(), after, BATCH);
                !page.isEmpty();
                page = differences.page(rebuild.id(), after, BATCH)) {
            var publications = page.stream()
                    .map(difference -> new PublicationId(difference.publicationId()))
                    .toList();
            var done =
                    correctStatuses.correct(publications, publication -> Cause.rebuild(rebuild.id(), publication, at));
            swapped += done.rows();
            announced += done.announced();
            after = Optional.of(publications.getLast());
        }
        if (!rebuilds.swapped(rebuild.id(), swapped, announced, at)) {
            throw new RebuildRefused(RebuildRefused.Code.REBUILD_ENDED, "It was ended while it was swapping.");
        }
    }
}

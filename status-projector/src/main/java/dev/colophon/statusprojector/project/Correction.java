package dev.colophon.statusprojector.project;

import dev.colophon.statusprojector.event.Announcement;
import dev.colophon.statusprojector.event.Cause;
import dev.colophon.statusprojector.event.Known;
import dev.colophon.statusprojector.event.OutboxRow;
import dev.colophon.statusprojector.event.PublicMessages;
import dev.colophon.statusprojector.project.Streams.Stream;
import dev.colophon.statusprojector.publication.Folded;
import dev.colophon.statusprojector.publication.Projection;
import dev.colophon.statusprojector.publication.PublicationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What puts one publication's row right, and tells of it whoever was told otherwise. Pure.
 *
 * @param row the row as it must be; empty if no valid event accounts for one
 * @param rowDiffers it is not so yet
 * @param reached how far the world has been told afterwards
 * @param messages for the outbox, in order; none if the world was told of this state before
 */
record Correction(
        PublicationId publication,
        Optional<StatusRow> row,
        boolean rowDiffers,
        Stream reached,
        List<OutboxRow> messages) {

    static Correction of(
            PublicationId publication,
            Optional<StatusRow> stored,
            Stream told,
            Folded folded,
            Cause cause,
            PublicMessages write) {
        var row = folded.projection().map(projection -> StatusRow.of(publication, projection));
        var messages = new ArrayList<OutboxRow>();
        var reached = told;
        if (folded.projection().isPresent()) {
            var projection = folded.projection().get();
            var known = known(told, stored, row, projection);
            var now = Known.of(projection);
            if (!now.state().equals(known.state())) {
                reached = reached.nextEvent();
                messages.add(
                        write.event(publication, Announcement.CORRECTED, projection, cause, reached.eventSequence()));
            }
            if (!now.equals(known)) {
                reached = reached.nextStatus();
                messages.add(write.status(
                        publication, projection, cause, reached.eventSequence(), reached.statusSequence()));
            }
            reached = reached.having(projection);
        }
        return new Correction(publication, row, !row.equals(stored), reached, messages);
    }

    /** Where it was not kept what the world was told, it was told of the row. */
    private static Known known(
            Stream told, Optional<StatusRow> stored, Optional<StatusRow> row, Projection projection) {
        if (told.told() != null) {
            return told.told();
        }
        return stored.equals(row) ? Known.of(projection) : Known.NOTHING;
    }

    /** Whether subscribers hear of it. */
    boolean isTold() {
        return !messages.isEmpty();
    }
}

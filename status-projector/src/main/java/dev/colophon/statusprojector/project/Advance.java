package dev.colophon.statusprojector.project;

import dev.colophon.statusprojector.event.Announcement;
import dev.colophon.statusprojector.event.OutboxRow;
import dev.colophon.statusprojector.event.PublicMessages;
import dev.colophon.statusprojector.project.Streams.Stream;
import dev.colophon.statusprojector.publication.FoldRules;
import dev.colophon.statusprojector.publication.Folded;
import dev.colophon.statusprojector.publication.LoggedEvent;
import dev.colophon.statusprojector.publication.Projection;
import dev.colophon.statusprojector.publication.PublicState;
import dev.colophon.statusprojector.publication.PublicationId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What newly appended events do to one publication. Pure.
 *
 * @param reached how far the world has been told afterwards
 * @param messages for the outbox, in order
 * @param announced what the events among them say
 */
record Advance(
        PublicationId publication,
        Folded before,
        Folded after,
        Stream reached,
        List<OutboxRow> messages,
        List<Announcement> announced) {

    /**
     * Folds once more after each new event, so that subscribers hear the same whether events come one by one or in a batch.
     *
     * @param known the events that the log held before
     * @param arrived the new ones, in the order they came; not empty
     */
    static Advance of(
            PublicationId publication,
            Stream told,
            Collection<LoggedEvent> known,
            List<LogEntry> arrived,
            FoldRules rules,
            PublicMessages write) {
        var before = rules.fold(known);
        var events = new ArrayList<>(known);
        var messages = new ArrayList<OutboxRow>();
        var announced = new ArrayList<Announcement>();
        var reached = told;
        var last = before;
        for (var entry : arrived) {
            events.add(entry.event());
            var next = rules.fold(events);
            var what = change(last, next);
            if (what.isPresent()) {
                reached = reached.nextEvent();
                announced.add(what.get());
                messages.add(write.event(
                        publication,
                        what.get(),
                        next.projection().orElseThrow(),
                        entry.cause(),
                        reached.eventSequence()));
            }
            last = next;
        }
        if (statusDiffers(before, last)) {
            reached = reached.nextStatus();
            messages.add(write.status(
                    publication,
                    last.projection().orElseThrow(),
                    arrived.getLast().cause(),
                    reached.eventSequence(),
                    reached.statusSequence()));
        }
        if (last.projection().isPresent()) {
            reached = reached.having(last.projection().get());
        }
        return new Advance(publication, before, last, reached, messages, announced);
    }

    private static Optional<Announcement> change(Folded before, Folded after) {
        PublicState known = before.projection().map(Projection::state).orElse(null);
        return after.projection().flatMap(projection -> Announcement.of(known, projection.state()));
    }

    /** Which event was the last to say it is no difference by itself. */
    private static boolean statusDiffers(Folded before, Folded after) {
        return after.projection()
                .filter(now -> before.projection()
                        .filter(then -> then.state().equals(now.state())
                                && then.about().equals(now.about())
                                && then.since().equals(now.since()))
                        .isEmpty())
                .isPresent();
    }

    boolean conflictsChanged() {
        return !before.conflicts().equals(after.conflicts());
    }
}

package dev.colophon.statusprojector.deadletter;

import dev.colophon.deadletter.DeadLetterRefused;
import dev.colophon.deadletter.DeadLetterRefused.Code;
import dev.colophon.deadletter.Place;
import dev.colophon.statusprojector.project.LogEntry;
import dev.colophon.statusprojector.project.ProjectEvents;
import dev.colophon.statusprojector.project.Projected;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Delivers a letter: log, status, public event and the note of who did it, in one transaction. Asks again, under the publication's lock,
 * whether it is still undelivered.
 */
@Service
class ReplayDeadLetter {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayDeadLetter.class);

    private final ProjectEvents projectEvents;
    private final Replays replays;

    ReplayDeadLetter(ProjectEvents projectEvents, Replays replays) {
        this.projectEvents = projectEvents;
        this.replays = replays;
    }

    /** @throws DeadLetterRefused if it was delivered or overtaken meanwhile: nothing has changed */
    @Transactional
    public Projected replay(Place place, LogEntry entry, String operator, String reason) {
        var projected = projectEvents.project(List.of(entry));
        if (projected.appended().isEmpty()) {
            throw new DeadLetterRefused(Code.DEAD_LETTER_DELIVERED, "The log took this event a moment ago.");
        }
        if (replays.inItsPlace(entry).isPresent()) {
            throw new DeadLetterRefused(
                    Code.DEAD_LETTER_OVERTAKEN, "The log took another event in its place a moment ago.");
        }
        replays.put(place, entry, operator, reason);
        LOG.info(
                "Dead letter {} delivered as event {} by {}",
                place,
                entry.event().id(),
                operator);
        return projected;
    }
}

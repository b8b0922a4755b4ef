package dev.colophon.statusprojector.deadletter;

import dev.colophon.deadletter.DeadLetterRefused;
import dev.colophon.deadletter.DeadLetterRefused.Code;
import dev.colophon.deadletter.Letter;
import dev.colophon.deadletter.LetterIntake;
import dev.colophon.deadletter.Place;
import dev.colophon.deadletter.Replay;
import dev.colophon.deadletter.Standing;
import dev.colophon.statusprojector.message.Source;
import dev.colophon.statusprojector.message.UnreadableMessage;
import dev.colophon.statusprojector.project.LogEntry;
import dev.colophon.statusprojector.receive.ProjectorMetrics;
import dev.colophon.statusprojector.receive.RecordReader;
import java.util.Collection;
import java.util.Map;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;

/** Requests and receipts that were not projected: undelivered is what the log, which forgets nothing, holds neither itself nor another in its place. */
@Service
class EventLetters implements LetterIntake<LogEntry> {

    private final Replays replays;
    private final RecordReader reader;
    private final ReplayDeadLetter replayDeadLetter;
    private final ProjectorMetrics metrics;

    EventLetters(Replays replays, RecordReader reader, ReplayDeadLetter replayDeadLetter, ProjectorMetrics metrics) {
        this.replays = replays;
        this.reader = reader;
        this.replayDeadLetter = replayDeadLetter;
        this.metrics = metrics;
    }

    @Override
    public Map<Place, Replay> replays(Collection<Place> places) {
        return replays.of(places);
    }

    @Override
    public Standing<LogEntry> standing(Letter letter) {
        LogEntry entry;
        try {
            entry = read(letter);
        } catch (UnreadableMessage unreadable) {
            return new Standing.Kept<>(
                    Code.DEAD_LETTER_UNREADABLE,
                    unreadable.code() + ": " + unreadable.getMessage()
                            + ". It cannot be read by this build either: its producer has to say it anew.");
        }
        var recorded = replays.recorded(entry);
        if (recorded.isPresent()) {
            return new Standing.Kept<>(
                    Code.DEAD_LETTER_DELIVERED, "The log holds this event since " + recorded.get() + ".");
        }
        return replays.inItsPlace(entry)
                .<Standing<LogEntry>>map(other -> new Standing.Kept<>(
                        Code.DEAD_LETTER_OVERTAKEN, "The log holds another event in its place: " + other + "."))
                .orElseGet(() -> undelivered(entry));
    }

    @Override
    public void deliver(Place place, LogEntry entry, String operator, String reason) {
        try {
            metrics.projected(replayDeadLetter.replay(place, entry, operator, reason));
        } catch (DataIntegrityViolationException refused) {
            throw DeadLetterRefused.again(refused);
        }
    }

    private static Standing<LogEntry> undelivered(LogEntry entry) {
        return new Standing.Undelivered<>(
                entry,
                "The log, which forgets nothing, does not hold event "
                        + entry.event().id() + ", nor another one in its place.");
    }

    private LogEntry read(Letter letter) {
        var original = letter.original()
                .orElseThrow(() -> new UnreadableMessage("ORIGIN_UNKNOWN", "its headers do not say where it was"));
        return reader.read(
                original.topic().equals("publishing.requests.v1") ? Source.REQUEST : Source.RECEIPT, original);
    }
}

package dev.colophon.statusprojector.deadletter;

import dev.colophon.statusprojector.deadletter.DeadLetterRefused.Code;
import dev.colophon.statusprojector.message.Source;
import dev.colophon.statusprojector.message.UnreadableMessage;
import dev.colophon.statusprojector.project.LogEntry;
import dev.colophon.statusprojector.receive.ProjectorMetrics;
import dev.colophon.statusprojector.receive.RecordReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;

/** Dead letters for operators: shows them, says whether they are provably undelivered, and delivers those. */
@Service
public class DeadLetterDesk {

    private final DeadLetterTopics topics;
    private final Replays replays;
    private final RecordReader reader;
    private final ReplayDeadLetter replayDeadLetter;
    private final ProjectorMetrics metrics;

    DeadLetterDesk(
            DeadLetterTopics topics,
            Replays replays,
            RecordReader reader,
            ReplayDeadLetter replayDeadLetter,
            ProjectorMetrics metrics) {
        this.topics = topics;
        this.replays = replays;
        this.reader = reader;
        this.replayDeadLetter = replayDeadLetter;
        this.metrics = metrics;
    }

    /**
     * Letters, newest first, without what they say.
     *
     * @param replays of those that were delivered after all
     * @param next cursor of the page after this one; empty if there is none
     */
    public record Page(List<Letter> letters, Map<Place, Replay> replays, String next) {}

    /** A letter, what it says, and how it stands. */
    public record Opened(Letter letter, Body body, Standing standing, Optional<Replay> replay) {}

    /**
     * Newest first.
     *
     * @param cursor of the page before; empty for the newest
     * @throws DeadLetterRefused if Kafka does not answer, or the cursor is none
     */
    public Page page(String cursor, int limit) {
        var page = topics.page(Cursor.parse(cursor), limit);
        var replayed = replays.of(page.letters().stream().map(Letter::place).toList());
        return new Page(
                page.letters(), replayed, page.next().map(Cursor::toString).orElse(""));
    }

    /** @throws DeadLetterRefused if there is none at that place */
    public Opened open(Place place) {
        return opened(existing(place));
    }

    /**
     * Delivers a letter. Done a second time it is refused, and changes nothing.
     *
     * @throws DeadLetterRefused if it is not provably undelivered
     */
    public Opened replay(Place place, String operator, String reason) {
        var letter = existing(place);
        switch (standing(letter)) {
            case Standing.Kept(var why, var detail) -> throw new DeadLetterRefused(why, detail);
            case Standing.Undelivered(var entry, var _) -> deliver(letter, entry, operator, reason);
        }
        return opened(letter);
    }

    private void deliver(Letter letter, LogEntry entry, String operator, String reason) {
        try {
            metrics.projected(replayDeadLetter.replay(letter.place(), entry, operator, reason));
        } catch (DataIntegrityViolationException refused) {
            throw new DeadLetterRefused(
                    Code.DEAD_LETTER_REFUSED_AGAIN,
                    "The database refuses what it says, as it did before. Nothing was done.",
                    refused);
        }
    }

    private Opened opened(Letter letter) {
        return new Opened(
                letter,
                Body.of(letter.record().value()),
                standing(letter),
                Optional.ofNullable(replays.of(List.of(letter.place())).get(letter.place())));
    }

    private Standing standing(Letter letter) {
        LogEntry entry;
        try {
            entry = read(letter);
        } catch (UnreadableMessage unreadable) {
            return new Standing.Kept(
                    Code.DEAD_LETTER_UNREADABLE,
                    unreadable.code() + ": " + unreadable.getMessage()
                            + ". It cannot be read by this build either: its producer has to say it anew.");
        }
        var recorded = replays.recorded(entry);
        if (recorded.isPresent()) {
            return new Standing.Kept(
                    Code.DEAD_LETTER_DELIVERED, "The log holds this event since " + recorded.get() + ".");
        }
        return replays.inItsPlace(entry).map(DeadLetterDesk::overtaken).orElseGet(() -> undelivered(entry));
    }

    static Standing overtaken(UUID other) {
        return new Standing.Kept(
                Code.DEAD_LETTER_OVERTAKEN, "The log holds another event in its place: " + other + ".");
    }

    private static Standing undelivered(LogEntry entry) {
        return new Standing.Undelivered(
                entry,
                "The log, which forgets nothing, does not hold event "
                        + entry.event().id() + ", nor another one in its place.");
    }

    private LogEntry read(Letter letter) {
        var origin = letter.origin()
                .orElseThrow(() -> new UnreadableMessage("ORIGIN_UNKNOWN", "its headers do not say where it was"));
        var source = origin.topic().equals("publishing.requests.v1") ? Source.REQUEST : Source.RECEIPT;
        var kept = letter.record();
        var record =
                new ConsumerRecord<>(origin.topic(), origin.partition(), origin.offset(), kept.key(), kept.value());
        kept.headers().forEach(record.headers()::add);
        return reader.read(source, record);
    }

    private Letter existing(Place place) {
        return topics.find(place)
                .orElseThrow(() -> new DeadLetterRefused(
                        Code.NO_SUCH_DEAD_LETTER,
                        "There is no letter of this service at that place, or not any more."));
    }
}

package dev.colophon.wordpresspublisher.deadletter;

import dev.colophon.wordpresspublisher.deadletter.DeadLetterRefused.Code;
import dev.colophon.wordpresspublisher.inbox.RequestDecoder;
import dev.colophon.wordpresspublisher.inbox.Unreadable;
import dev.colophon.wordpresspublisher.ledger.LedgerRequest;
import dev.colophon.wordpresspublisher.ledger.WorkSignal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/** Dead letters for operators: shows them, says whether they are provably undelivered, and delivers those. */
@Component
public class DeadLetterDesk {

    private final DeadLetterTopics topics;
    private final Replays replays;
    private final RequestDecoder decoder;
    private final ReplayDeadLetter replayDeadLetter;
    private final WorkSignal work;

    DeadLetterDesk(
            DeadLetterTopics topics,
            Replays replays,
            RequestDecoder decoder,
            ReplayDeadLetter replayDeadLetter,
            WorkSignal work) {
        this.topics = topics;
        this.replays = replays;
        this.decoder = decoder;
        this.replayDeadLetter = replayDeadLetter;
        this.work = work;
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
        switch (opened(letter).standing()) {
            case Standing.Kept(var why, var detail) -> throw new DeadLetterRefused(why, detail);
            case Standing.Undelivered(var request, var _) -> deliver(place, request, operator, reason);
        }
        work.wake();
        return opened(letter);
    }

    private void deliver(Place place, LedgerRequest request, String operator, String reason) {
        try {
            replayDeadLetter.replay(place, request, operator, reason);
        } catch (DataIntegrityViolationException refused) {
            throw new DeadLetterRefused(
                    Code.DEAD_LETTER_REFUSED_AGAIN,
                    "The database refuses what it says, as it did before. Nothing was done.",
                    refused);
        }
    }

    private Opened opened(Letter letter) {
        var replay = Optional.ofNullable(replays.of(List.of(letter.place())).get(letter.place()));
        var standing = replay.<Standing>map(done -> new Standing.Kept(
                        Code.DEAD_LETTER_DELIVERED, "Delivered by " + done.operator() + " at " + done.at() + "."))
                .orElseGet(() -> standing(letter));
        return new Opened(letter, Body.of(letter.record().value()), standing, replay);
    }

    private Standing standing(Letter letter) {
        try {
            var request = read(letter);
            return ReplayDeadLetter.objection(replays.reached(request), request)
                    .<Standing>map(kept -> kept)
                    .orElseGet(() -> new Standing.Undelivered(
                            request,
                            "The ledger has taken in neither revision " + request.revision()
                                    + " of this publication nor a newer one."));
        } catch (Unreadable unreadable) {
            return new Standing.Kept(
                    Code.DEAD_LETTER_UNREADABLE,
                    unreadable.getMessage()
                            + ". It cannot be read by this build either: its producer has to say it anew.");
        }
    }

    private LedgerRequest read(Letter letter) throws Unreadable {
        var origin = letter.origin()
                .orElseThrow(() -> new Unreadable("ORIGIN_UNKNOWN: its headers do not say where it was"));
        var kept = letter.record();
        var record =
                new ConsumerRecord<>(origin.topic(), origin.partition(), origin.offset(), kept.key(), kept.value());
        kept.headers().forEach(record.headers()::add);
        return decoder.decode(record);
    }

    private Letter existing(Place place) {
        return topics.find(place)
                .orElseThrow(() -> new DeadLetterRefused(
                        Code.NO_SUCH_DEAD_LETTER,
                        "There is no letter of this service at that place, or not any more."));
    }
}

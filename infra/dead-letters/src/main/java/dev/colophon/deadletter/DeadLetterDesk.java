package dev.colophon.deadletter;

import dev.colophon.deadletter.DeadLetterRefused.Code;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Dead letters for operators: shows them, says whether they are provably undelivered, and delivers those. Others write to a topic of
 * letters too: only what still stands in the topic that a letter names is delivered, and as it stands there.
 *
 * @param <T> what a letter of the service says, once it is read
 */
public final class DeadLetterDesk<T> {

    private final DeadLetterTopics topics;
    private final LetterIntake<T> intake;

    public DeadLetterDesk(DeadLetterTopics topics, LetterIntake<T> intake) {
        this.topics = topics;
        this.intake = intake;
    }

    /**
     * Letters, newest first, without what they say.
     *
     * @param replays of those that were delivered after all
     * @param next cursor of the page after this one; empty if there is none
     */
    public record Page(List<Letter> letters, Map<Place, Replay> replays, String next) {}

    /** A letter, what it says, and how it stands. */
    public record Opened(Letter letter, Body body, Standing<?> standing, Optional<Replay> replay) {}

    /**
     * Newest first.
     *
     * @param cursor of the page before; empty for the newest
     * @throws DeadLetterRefused if Kafka does not answer, or the cursor is none
     */
    public Page page(String cursor, int limit) {
        var page = topics.page(Cursor.parse(cursor), limit);
        var replayed = intake.replays(page.letters().stream().map(Letter::place).toList());
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
        switch (standing(letter, replayOf(letter))) {
            case Standing.Kept<T>(var why, var detail) -> throw new DeadLetterRefused(why, detail);
            case Standing.Undelivered<T>(var content, var _) -> intake.deliver(place, content, operator, reason);
        }
        return opened(letter);
    }

    private Opened opened(Letter letter) {
        var replay = replayOf(letter);
        return new Opened(letter, Body.of(letter.record().value()), standing(letter, replay), replay);
    }

    private Optional<Replay> replayOf(Letter letter) {
        return Optional.ofNullable(intake.replays(List.of(letter.place())).get(letter.place()));
    }

    private Standing<T> standing(Letter letter, Optional<Replay> replay) {
        return replay.<Standing<T>>map(done -> new Standing.Kept<>(
                        Code.DEAD_LETTER_DELIVERED, "Delivered by " + done.operator() + " at " + done.at() + "."))
                .orElseGet(() -> {
                    var standing = intake.standing(letter);
                    return standing instanceof Standing.Undelivered<T> ? proven(letter) : standing;
                });
    }

    /** What a letter says of its origin anybody may have written who writes letters; not what the origin holds. */
    private Standing<T> proven(Letter letter) {
        var origin = letter.origin().flatMap(topics::record);
        if (origin.isEmpty()) {
            return new Standing.Kept<>(
                    Code.DEAD_LETTER_ORIGIN_GONE,
                    "The record that it names is not there any more, or never was: nothing shows that this is a letter of it.");
        }
        return letter.isCopyOf(origin.get())
                ? intake.standing(letter.withHeadersOf(origin.get()))
                : new Standing.Kept<>(
                        Code.DEAD_LETTER_ORIGIN_DIFFERS,
                        "The record that it names has another key or value: somebody else wrote this letter, or the topic was made anew.");
    }

    private Letter existing(Place place) {
        return topics.find(place)
                .orElseThrow(() -> new DeadLetterRefused(
                        Code.NO_SUCH_DEAD_LETTER,
                        "There is no letter of this service at that place, or not any more."));
    }
}

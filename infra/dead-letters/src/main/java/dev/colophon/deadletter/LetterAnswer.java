package dev.colophon.deadletter;

import java.util.List;
import java.util.stream.StreamSupport;

/**
 * One letter, as the operations APIs answer it.
 *
 * @param standing undelivered, or the code that says why it cannot be delivered
 * @param replayable whether a replay would be tried
 */
public record LetterAnswer(
        LetterHead letter, List<Named> headers, Body body, boolean replayable, String standing, String detail) {

    /** A header of the record, masked. */
    public record Named(String name, String value) {}

    /** What may be told of a letter. */
    public static LetterAnswer of(DeadLetterDesk.Opened opened) {
        return new LetterAnswer(
                LetterHead.of(opened.letter(), opened.replay().orElse(null)),
                StreamSupport.stream(opened.letter().record().headers().spliterator(), false)
                        .map(header -> new Named(header.key(), opened.letter().shown(header.key())))
                        .distinct()
                        .toList(),
                opened.body(),
                opened.standing() instanceof Standing.Undelivered,
                opened.standing() instanceof Standing.Kept<?> kept ? kept.why().name() : "UNDELIVERED",
                opened.standing().detail());
    }
}

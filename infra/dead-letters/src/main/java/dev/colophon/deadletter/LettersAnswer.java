package dev.colophon.deadletter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of letters, as the operations APIs answer it.
 *
 * @param next cursor of the page after this one; null if there is none
 */
public record LettersAnswer(
        List<LetterHead> letters, @Nullable String next) {

    /** What may be told of a page. */
    public static LettersAnswer of(DeadLetterDesk.Page page) {
        return new LettersAnswer(
                page.letters().stream()
                        .map(letter -> LetterHead.of(letter, page.replays().get(letter.place())))
                        .toList(),
                page.next().isEmpty() ? null : page.next());
    }
}

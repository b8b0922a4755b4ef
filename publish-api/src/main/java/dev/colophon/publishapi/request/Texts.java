package dev.colophon.publishapi.request;

import dev.colophon.publishapi.problem.Findings;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What any text in a request must be, so that PostgreSQL, Kafka and WordPress can all take it. */
final class Texts {

    private static final int MIN_YEAR = 1000;
    private static final int MAX_YEAR = 9999;

    private Texts() {}

    /** Notes what no text may hold: U+0000, which PostgreSQL refuses, and half a surrogate pair, which is no character. */
    static void check(String text, String pointer, Findings findings) {
        if (text.indexOf('\0') >= 0) {
            findings.add(pointer, "FORBIDDEN_CHARACTER", "The text holds U+0000.", "Remove that character.");
        }
        if (text.codePoints().anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
            findings.add(
                    pointer,
                    "FORBIDDEN_CHARACTER",
                    "The text holds half of a surrogate pair.",
                    "Send whole characters.");
        }
    }

    /** Whether nobody could see any of it. */
    static boolean isBlank(String text) {
        return text.codePoints()
                .allMatch(point -> Character.isWhitespace(point)
                        || Character.isSpaceChar(point)
                        || Character.getType(point) == Character.FORMAT);
    }

    private static boolean breaksTheLine(int point) {
        var type = Character.getType(point);
        return type == Character.CONTROL || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }

    /** Embeddings, overrides and isolates: beyond the name that holds one, a page or a log would show other text backwards. */
    private static boolean turnsWhatFollows(int point) {
        return (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
    }

    /** Notes what no name and no title has: control characters, line breaks, and what turns the text around it. */
    static void checkLine(String text, String pointer, Findings findings) {
        check(text, pointer, findings);
        if (text.codePoints().anyMatch(point -> point != 0 && breaksTheLine(point))) {
            findings.add(
                    pointer,
                    "FORBIDDEN_CHARACTER",
                    "The text holds a control character or a line break.",
                    "Send it as one line.");
        }
        if (text.codePoints().anyMatch(Texts::turnsWhatFollows)) {
            findings.add(
                    pointer,
                    "FORBIDDEN_CHARACTER",
                    "The text holds a character that turns what follows it (U+202A to U+202E, U+2066 to U+2069).",
                    "Remove it; U+200E and U+200F may stay.");
        }
    }

    /** The same of a text that need not be there; notes too what is longer than {@code most} characters. */
    static void checkLine(@Nullable String text, int most, String pointer, Findings findings) {
        if (text == null) {
            return;
        }
        checkLine(text, pointer, findings);
        if (text.length() > most) {
            findings.add(pointer, "TOO_LONG", "There are more than " + most + " characters.", "Send less.");
        }
    }

    /** Reads an instant with its offset, in microseconds. */
    static Optional<Instant> instant(String text, String pointer, Findings findings) {
        try {
            var at = OffsetDateTime.parse(text);
            var year = at.withOffsetSameInstant(ZoneOffset.UTC).getYear();
            if (year >= MIN_YEAR && year <= MAX_YEAR) {
                return Optional.of(at.toInstant().truncatedTo(ChronoUnit.MICROS));
            }
        } catch (DateTimeException _) {
            // Noted below, like a year that no site can show.
        }
        findings.add(
                pointer,
                "NOT_AN_INSTANT",
                "This is not an instant with an offset.",
                "Send one such as 2026-11-24T09:15:30Z or 2026-11-24T10:15:30+01:00.");
        return Optional.empty();
    }
}

package dev.colophon.publishapi.status;

import dev.colophon.publishapi.problem.FieldError;
import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which publications a list shows, and from where. */
record StatusFilter(
        Optional<String> site, Optional<String> status, Optional<String> storyKey, Optional<Cursor> after, int limit) {

    private static final int MAX_LIMIT = 200;
    private static final int DEFAULT_LIMIT = 50;

    /** Reads the parameters of a list; 400 naming the one that does not fit. */
    static StatusFilter of(
            @Nullable String site,
            @Nullable String status,
            @Nullable String storyKey,
            @Nullable String limit,
            @Nullable String cursor) {
        if (status != null && Status.of(status).isEmpty()) {
            throw refuse("status", "UNKNOWN_STATUS", "No such status exists.", "Send one of " + Status.names() + ".");
        }
        refuseForbidden("site", site);
        refuseForbidden("storyKey", storyKey);
        var after = Optional.ofNullable(cursor)
                .map(text -> Cursor.parse(text)
                        .orElseThrow(() -> refuse(
                                "cursor",
                                "UNKNOWN_CURSOR",
                                "This is no cursor of this list.",
                                "Send nextCursor as it came.")));
        return new StatusFilter(
                Optional.ofNullable(site), Optional.ofNullable(status), Optional.ofNullable(storyKey), after, (int)
                        bounded("limit", limit, DEFAULT_LIMIT, 1, MAX_LIMIT));
    }

    /** Room for one more, which tells whether there is a next page. */
    StatusFilter withOneMore() {
        return new StatusFilter(site, status, storyKey, after, limit + 1);
    }

    /** Reads a number; 400 if it is none or out of its range. */
    static long bounded(String name, @Nullable String text, long otherwise, long min, long max) {
        if (text == null) {
            return otherwise;
        }
        try {
            var number = Long.parseLong(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Refused below, like a number out of range.
        }
        throw refuse(
                name,
                "OUT_OF_RANGE",
                "Parameter " + name + " is not a whole number from " + min + " to " + max + ".",
                "Send such a number, or leave it out for " + otherwise + ".");
    }

    /** 400 for a text with U+0000, which PostgreSQL refuses. */
    private static void refuseForbidden(String name, @Nullable String text) {
        if (text != null && text.indexOf('\0') >= 0) {
            throw refuse(name, "FORBIDDEN_CHARACTER", "Parameter " + name + " holds U+0000.", "Remove that character.");
        }
    }

    private static ProblemException refuse(String name, String code, String detail, String fix) {
        return new ProblemException(
                ProblemCode.INVALID_PARAMETER, detail, List.of(new FieldError("?" + name, code, detail, fix)));
    }
}

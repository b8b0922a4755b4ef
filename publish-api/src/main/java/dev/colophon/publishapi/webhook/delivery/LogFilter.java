package dev.colophon.publishapi.webhook.delivery;

import dev.colophon.publishapi.problem.FieldError;
import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which deliveries a page of the log shows, and from where. */
record LogFilter(@Nullable String state, @Nullable LogPlace before, int limit) {

    private static final Set<String> STATES = Set.of("pending", "delivered", "exhausted");
    private static final int MAX_LIMIT = 200;
    private static final int DEFAULT_LIMIT = 50;

    /** Reads the parameters; 400 naming the one that does not fit. */
    static LogFilter of(@Nullable String state, @Nullable String limit, @Nullable String cursor) {
        if (state != null && !STATES.contains(state)) {
            throw refuse("state", "UNKNOWN_STATE", "No such state exists.", "Send pending, delivered or exhausted.");
        }
        return new LogFilter(state, cursor == null ? null : place(cursor), limit == null ? DEFAULT_LIMIT : most(limit));
    }

    private static LogPlace place(String cursor) {
        return LogPlace.parse(cursor)
                .orElseThrow(() -> refuse(
                        "cursor", "UNKNOWN_CURSOR", "This is no cursor of this list.", "Send nextCursor as it came."));
    }

    private static int most(String limit) {
        if (limit.matches("[0-9]{1,3}") && Integer.parseInt(limit) >= 1 && Integer.parseInt(limit) <= MAX_LIMIT) {
            return Integer.parseInt(limit);
        }
        throw refuse(
                "limit",
                "OUT_OF_RANGE",
                "Parameter limit is not a whole number from 1 to " + MAX_LIMIT + ".",
                "Send such a number, or leave it out for " + DEFAULT_LIMIT + ".");
    }

    private static ProblemException refuse(String name, String code, String detail, String fix) {
        return new ProblemException(
                ProblemCode.INVALID_PARAMETER, detail, List.of(new FieldError("?" + name, code, detail, fix)));
    }
}

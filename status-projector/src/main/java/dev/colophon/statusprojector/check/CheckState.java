package dev.colophon.statusprojector.check;

import java.util.Arrays;
import java.util.Locale;

/** How a check stands. What did not run counts as failed. */
enum CheckState {
    OK,
    WARNING,
    ERROR,
    NOT_RUN;

    static CheckState of(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no state of a check: " + word));
    }

    /** The word on the wire and in the database. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean failed() {
        return this != OK;
    }
}

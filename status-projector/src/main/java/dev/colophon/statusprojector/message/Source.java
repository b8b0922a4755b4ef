package dev.colophon.statusprojector.message;

import java.util.Locale;

/** Who speaks: a client through publish-api, or the publisher of what it observed. */
public enum Source {
    REQUEST,
    RECEIPT;

    /** The word in the log. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The source of that word. */
    public static Source of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}

package dev.colophon.wordpresspublisher.publication;

import java.util.Arrays;
import java.util.Locale;

/** The kinds of place in which a WordPress shows a story; others are refused at the API's door. */
public enum Placement {
    POST("posts"),
    PAGE("pages");

    private final String collection;

    Placement(String collection) {
        this.collection = collection;
    }

    /** The REST collection that holds this kind. */
    public String collection() {
        return collection;
    }

    /** The word used in messages and in the ledger. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Only posts have categories, tags, excerpts and stickiness on a stock WordPress. */
    public boolean hasTerms() {
        return this == POST;
    }

    /** Reads the word of a message; throws IllegalArgumentException for a placement that no WordPress delivers. */
    public static Placement of(String word) {
        return Arrays.stream(values())
                .filter(placement -> placement.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("placement is not delivered to WordPress: " + word));
    }
}

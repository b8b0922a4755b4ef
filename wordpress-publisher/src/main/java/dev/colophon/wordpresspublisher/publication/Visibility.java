package dev.colophon.wordpresspublisher.publication;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;

/** Whether the client wants the story public, or held at the site as a draft. */
public enum Visibility {
    @JsonProperty("public")
    PUBLIC,
    @JsonProperty("draft")
    DRAFT;

    /** The word used in messages and in the ledger. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the word of a message; throws IllegalArgumentException for any other. */
    public static Visibility of(String word) {
        return Arrays.stream(values())
                .filter(visibility -> visibility.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown visibility: " + word));
    }
}

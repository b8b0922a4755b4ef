package dev.colophon.wordpresspublisher.publication;

import java.util.Arrays;
import java.util.Locale;

/** What a request asks to be done with its publication. */
public enum Action {
    /** The state that the variant says. */
    PUBLISH,
    /** Held at the site as a draft, whatever the variant says. */
    UNPUBLISH,
    /** Nothing, unless a post is on record already. */
    CANCEL,
    /** The state that the variant says, although it failed or was taken away before. */
    RETRY;

    /** The word used in messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the word of a message; throws IllegalArgumentException for any other. */
    public static Action of(String word) {
        return Arrays.stream(values())
                .filter(action -> action.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown action: " + word));
    }
}

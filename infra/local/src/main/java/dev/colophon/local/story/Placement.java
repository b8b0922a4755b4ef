package dev.colophon.local.story;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where on a site a story appears, in the words of the API. */
public enum Placement {
    POST,
    PAGE,
    STORY,
    FACEBOOK_STORY,
    INSTAGRAM_STORY;

    public static Placement of(String word) {
        return Arrays.stream(values())
                .filter(placement -> placement.word().equals(word.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("placement '" + word + "' is none of " + words()));
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** WordPress keeps categories and tags on posts alone; the API refuses them elsewhere. */
    public boolean carriesTerms() {
        return this != PAGE;
    }

    private static String words() {
        return Arrays.stream(values()).map(Placement::word).collect(Collectors.joining(", "));
    }
}

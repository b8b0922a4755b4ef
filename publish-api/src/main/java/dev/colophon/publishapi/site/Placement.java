package dev.colophon.publishapi.site;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where on a site a story goes. Which of them a site can carry depends on its platform. */
public enum Placement {
    POST,
    PAGE,
    STORY,
    FACEBOOK_STORY,
    INSTAGRAM_STORY;

    /** The placement of this name; empty if there is none. */
    public static Optional<Placement> of(String text) {
        return Arrays.stream(values())
                .filter(placement -> placement.text().equals(text))
                .findFirst();
    }

    /** All names, for a message. */
    public static String names() {
        return Arrays.stream(values()).map(Placement::text).collect(Collectors.joining(", "));
    }

    /** Its name in requests, messages and tables. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}

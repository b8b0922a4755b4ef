package dev.colophon.publishapi.site;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** As what a story is wanted at the site. */
public enum Visibility {
    /** For every reader. */
    PUBLIC,
    /** As a draft, for its editors. */
    DRAFT,
    /** Finished, for those alone who may read the private posts of the site. */
    PRIVATE;

    /** The visibility of this name; empty if there is none. */
    public static Optional<Visibility> of(String text) {
        return Arrays.stream(values())
                .filter(value -> value.text().equals(text))
                .findFirst();
    }

    /** Its name in requests, messages and tables. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.colophon.local.story;

import java.util.Locale;

/** Whether a story is wanted in public, or at the site as a draft or as a private post. */
public enum Visibility {
    PUBLIC,
    DRAFT,
    PRIVATE;

    static Visibility of(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "public" -> PUBLIC;
            case "draft" -> DRAFT;
            case "private" -> PRIVATE;
            default ->
                throw new IllegalArgumentException("visibility '" + word + "' is none of public, draft, private");
        };
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

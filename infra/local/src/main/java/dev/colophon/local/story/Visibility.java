package dev.colophon.local.story;

import java.util.Locale;

/** Whether a story is wanted in public, or at the site as a draft. */
public enum Visibility {
    PUBLIC,
    DRAFT;

    static Visibility of(String word) {
        return switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "public" -> PUBLIC;
            case "draft" -> DRAFT;
            default -> throw new IllegalArgumentException("visibility '" + word + "' is none of public, draft");
        };
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

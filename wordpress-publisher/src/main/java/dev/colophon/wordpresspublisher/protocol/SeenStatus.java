package dev.colophon.wordpresspublisher.protocol;

import java.util.Locale;

/** The status that a WordPress shows for a post. */
public enum SeenStatus {
    DRAFT,
    PENDING,
    PRIVATE,
    FUTURE,
    PUBLISH,
    TRASH,
    OTHER;

    /** Reads WordPress's word; a status of some plugin is OTHER, which is not public. */
    public static SeenStatus of(String word) {
        return switch (word) {
            case "draft" -> DRAFT;
            case "pending" -> PENDING;
            case "private" -> PRIVATE;
            case "future" -> FUTURE;
            case "publish" -> PUBLISH;
            case "trash" -> TRASH;
            default -> OTHER;
        };
    }

    /** WordPress's word. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

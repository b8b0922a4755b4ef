package dev.colophon.testkit.wordpress;

import java.util.Locale;

/** WordPress's roles, from the least to the greatest, and what each may do beyond the one before. */
enum Role {
    STRANGER,
    SUBSCRIBER,
    CONTRIBUTOR,
    AUTHOR,
    EDITOR,
    ADMINISTRATOR;

    /** May write posts of one's own; not publish them. Pages are the editor's. */
    boolean writes(PostType type) {
        return atLeast(type == PostType.PAGE ? EDITOR : CONTRIBUTOR);
    }

    boolean publishes() {
        return atLeast(AUTHOR);
    }

    /** May change everybody's posts, may create categories, and may write any HTML. */
    boolean edits() {
        return atLeast(EDITOR);
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    private boolean atLeast(Role least) {
        return compareTo(least) >= 0;
    }
}

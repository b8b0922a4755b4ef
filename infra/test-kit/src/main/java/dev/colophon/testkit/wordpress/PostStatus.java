package dev.colophon.testkit.wordpress;

import java.util.Locale;

/** The statuses of a post that a publisher meets. */
enum PostStatus {
    PUBLISH,
    FUTURE,
    DRAFT,
    PENDING,
    PRIVATE,
    TRASH;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Not yet dated and, where no slug was sent, not yet named. */
    boolean isUnfinished() {
        return this == DRAFT || this == PENDING;
    }

    /** Has an address by its slug; all others are reached by id alone. */
    boolean hasPermalink() {
        return this == PUBLISH || this == PRIVATE;
    }
}

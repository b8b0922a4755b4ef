package dev.colophon.wordpresspublisher.model;

/** What a person may do to a post at the site. */
enum Edit {
    TRASH,
    DELETE,
    /** A public post is set back to draft. */
    WITHDRAW,
    /** Out of the trash; WordPress makes it a draft. */
    RESTORE,
    /** A draft is made public by hand. */
    OPEN
}

package dev.colophon.wordpresspublisher.fault;

import java.util.Locale;

/** The steps of a visit before and after which the program can be made to halt; also the words of receipts' steps. */
public enum Step {
    ACCEPTED,
    CANCELLED,
    CLAIMED,
    LOOKED_UP,
    RESERVED,
    CHECKPOINTED,
    LOOKED,
    CREDENTIALS_CHECKED,
    GENERATION_OPENED,
    TERM_MADE,
    TERM_CHECKPOINTED,
    MEDIA_FETCHED,
    MEDIA_UPLOADED,
    MEDIA_CHECKPOINTED,
    INTENDED,
    FILLED,
    PUBLISHED,
    UPDATED,
    UNPUBLISHED,
    VERIFIED,
    DROPPED,
    RECORDED;

    /** The word in the switch and in receipts. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

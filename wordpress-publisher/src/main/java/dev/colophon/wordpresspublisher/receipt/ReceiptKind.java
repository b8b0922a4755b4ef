package dev.colophon.wordpresspublisher.receipt;

import java.util.Locale;

/** The facts that a publisher tells. */
public enum ReceiptKind {
    SCHEDULED,
    CLAIMED,
    RESERVED,
    PUBLISHED,
    UNPUBLISHED,
    DEFERRED,
    UNCONFIRMED,
    PARKED,
    FAILED,
    REMOVED,
    CANCELLED,
    CANCEL_REFUSED,
    GENERATION_OPENED;

    /** The word in messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.colophon.statusprojector.publication;

import java.util.Locale;

/** The status of a publication, in the words of the contract. */
public enum Status {
    ACCEPTED,
    SCHEDULED,
    PUBLISHING,
    DEFERRED,
    UNCONFIRMED,
    PARKED,
    PUBLISHED,
    UNPUBLISHED,
    REMOVED,
    FAILED,
    CANCELLED;

    /** The word on the wire and in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

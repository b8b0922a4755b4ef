package dev.colophon.statusprojector.publication;

import java.util.Locale;

/** How a newer revision fares while the older one stays published. */
public enum UpdateStatus {
    PENDING,
    PUBLISHING,
    DEFERRED,
    UNCONFIRMED,
    PARKED,
    FAILED;

    /** The word on the wire and in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.colophon.statusprojector.publication;

import java.util.Locale;

/** What a client asks for. */
public enum Action {
    PUBLISH,
    UNPUBLISH,
    /** Withdraws what has not reached the site yet; whether it was in time, the ledger's receipt says. */
    CANCEL,
    /** Tries once more what has ended, a post that was removed included. */
    RETRY;

    /** The word on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

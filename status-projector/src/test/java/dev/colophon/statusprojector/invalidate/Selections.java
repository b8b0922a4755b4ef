package dev.colophon.statusprojector.invalidate;

import java.util.Set;
import java.util.UUID;

/** Selections that tests make. */
public final class Selections {

    private Selections() {}

    /** Events by name. */
    public static Selection ofEvents(Set<UUID> eventIds) {
        return new Selection(eventIds, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }
}

package dev.colophon.statusprojector.invalidate;

import java.util.Locale;

/** A step that a publication can be put back to, called like the receipt that tells of it. */
public enum Milestone {
    /** Asked for, and nothing told by the publisher. */
    ACCEPTED,
    SCHEDULED,
    CLAIMED,
    /** Its draft at the site is on record. */
    RESERVED,
    PUBLISHED;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

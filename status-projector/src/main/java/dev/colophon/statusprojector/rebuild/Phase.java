package dev.colophon.statusprojector.rebuild;

import java.util.Locale;

/** How far a rebuild has come. A dry run ends after the first. */
public enum Phase {
    /** Each row with its fold; what differs goes into the shadow. */
    COMPARING,
    /** What differs is put right, all of it in one transaction. */
    SWAPPING,
    /** Each row with its fold once more: nothing may differ. */
    VERIFYING,
    ENDED;

    /** The word in the database. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Phase of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}

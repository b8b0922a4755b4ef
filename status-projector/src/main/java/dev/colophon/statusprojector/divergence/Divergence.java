package dev.colophon.statusprojector.divergence;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One row that is not as it should be, and how. */
record Divergence(UUID publication, @Nullable UUID site, Kind kind, String what, Cause cause) {

    private static final int LONG = 1000;

    Divergence {
        what = what.length() > LONG ? what.substring(0, LONG) : what;
    }

    /** How the row differs from what it is compared with. */
    enum Kind {
        CHANGED,
        MISSING,
        SURPLUS;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

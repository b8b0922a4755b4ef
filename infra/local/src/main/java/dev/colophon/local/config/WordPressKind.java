package dev.colophon.local.config;

import java.util.Locale;

/** Which WordPress a local run publishes to. */
public enum WordPressKind {
    /** WordPress itself, on php and a private MariaDB, which apt must be able to install. */
    REAL,
    /** An imitation of its REST interface, for a machine without apt. */
    SIMULATED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

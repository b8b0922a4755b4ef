package dev.colophon.statusprojector.check;

import java.util.Locale;

/** Whom a violation calls. */
enum Severity {
    /** A person, now: somebody is being told what is not so, or will be. */
    PAGE,
    /** A person, today. */
    TICKET;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

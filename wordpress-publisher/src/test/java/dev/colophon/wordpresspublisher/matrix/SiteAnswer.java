package dev.colophon.wordpresspublisher.matrix;

import dev.colophon.testkit.wordpress.Fault;
import dev.colophon.testkit.wordpress.Gate;
import java.util.Optional;

/** What becomes of a request at the site, and what the client hears of it. */
enum SiteAnswer {
    DONE,
    DONE_BUT_CUT,
    DONE_BUT_500,
    NOT_DONE_500,
    DONE_BUT_400,
    DONE_LATE,
    TOO_MANY_429,
    MAINTENANCE_503,
    LOGIN_PAGE_200,
    DONE_BUT_HANGS,
    DONE_BUT_DRIPS;

    /** Whether the site fails, or hangs, when it is about to write; what writes nothing meets no such failure. */
    boolean failsBeforeAWrite() {
        return this == NOT_DONE_500 || this == DONE_LATE;
    }

    /** Empty for the ordinary answer. What hangs goes on when the gate opens. */
    Optional<Fault> fault(Gate gate) {
        return switch (this) {
            case DONE -> Optional.empty();
            case DONE_BUT_CUT -> Optional.of(Fault.dieAfterCommit());
            case DONE_BUT_500 -> Optional.of(Fault.fatalAfter());
            case NOT_DONE_500 -> Optional.of(Fault.fatal());
            case DONE_BUT_400 -> Optional.of(Fault.badRequestAfter());
            case DONE_LATE -> Optional.of(Fault.hangBeforeWrite(gate));
            case TOO_MANY_429 -> Optional.of(Fault.status(429));
            case MAINTENANCE_503 -> Optional.of(Fault.maintenance());
            case LOGIN_PAGE_200 -> Optional.of(Fault.html200());
            case DONE_BUT_HANGS -> Optional.of(Fault.hangAfterWrite(gate));
            case DONE_BUT_DRIPS -> Optional.of(Fault.drip());
        };
    }
}

package dev.colophon.outboxrelay.intake;

import java.util.Locale;

/** Whether the door may take in new work. */
enum IntakeState {
    OPEN,
    SHED;

    /** What is to be said now, of the share of WAL that is left before the slot is lost; opens late, so as not to flutter. */
    IntakeState next(double left, IntakeProperties properties) {
        return switch (this) {
            case OPEN -> left < properties.shedBelow() ? SHED : OPEN;
            case SHED -> left > properties.openAbove() ? OPEN : SHED;
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

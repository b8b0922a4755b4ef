package dev.colophon.testkit.wordpress;

import org.jspecify.annotations.Nullable;

/** The fault of one request, if any, and whether it has struck already. */
final class Attack {

    private final @Nullable Fault fault;
    private boolean struck;

    Attack(@Nullable Fault fault) {
        this.fault = fault;
    }

    String name() {
        return fault == null ? "" : fault.name();
    }

    void at(Fault.Moment moment) {
        at(moment, Answer.NONE);
    }

    Answer at(Fault.Moment moment, Answer soFar) {
        if (fault == null || struck || fault.moment() != moment) {
            return soFar;
        }
        struck = true;
        try {
            return fault.strike(soFar);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the site is being closed
            throw new Struck(Answer.cut());
        }
    }
}

package dev.colophon.outboxrelay.recover;

/** The slot is sound as far as the guard can see: a recovery would throw it away for nothing. */
public final class NothingToRecoverException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NothingToRecoverException() {
        super("RELAY_NOTHING_TO_RECOVER: the slot is there, not lost, and agrees with the stored position");
    }
}

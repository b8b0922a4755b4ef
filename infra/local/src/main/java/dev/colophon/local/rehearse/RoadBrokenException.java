package dev.colophon.local.rehearse;

/** The rehearsal's story did not come to where it should have, or left something out on the way. */
public final class RoadBrokenException extends Exception {

    private static final long serialVersionUID = 1L;

    RoadBrokenException(String what) {
        super(what);
    }
}

package dev.colophon.outboxrelay.capture;

import java.util.EnumSet;
import java.util.Set;

/** What the capture does now. {@code STREAMING} says that an engine runs, never that rows move: readiness says that. */
enum CaptureState {
    /** Another relay holds the lock, or it cannot be asked for. */
    STANDBY,
    /** The guard refuses. */
    WAITING,
    /** An engine runs. */
    STREAMING,
    /** An engine ended and is rebuilt after a pause. */
    BACKING_OFF,
    /** For good. */
    STOPPED;

    private Set<CaptureState> next() {
        return switch (this) {
            case STANDBY, WAITING -> EnumSet.of(STANDBY, WAITING, STREAMING, STOPPED);
            case STREAMING -> EnumSet.of(STANDBY, WAITING, STREAMING, BACKING_OFF, STOPPED);
            case BACKING_OFF -> EnumSet.of(STANDBY, WAITING, STREAMING, BACKING_OFF, STOPPED);
            case STOPPED -> EnumSet.noneOf(CaptureState.class);
        };
    }

    CaptureState to(CaptureState wanted) {
        if (!next().contains(wanted)) {
            throw new IllegalStateException("capture cannot go from " + this + " to " + wanted);
        }
        return wanted;
    }
}

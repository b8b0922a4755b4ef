package dev.colophon.statusprojector.invalidate;

/** What was asked for is not done; nothing has changed. */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Code code;

    Refused(Code code, String detail) {
        super(detail);
        this.code = code;
    }

    /** Why. */
    public Code code() {
        return code;
    }

    /** Stable: each has its line in docs/operations/event-invalidation.md. */
    public enum Code {
        SELECTION_EMPTY,
        NOTHING_SELECTED,
        TOO_MANY_SELECTED,
        STATUS_WOULD_VANISH,
        PREVIEW_OUTDATED,
        REVERSED_ALREADY,
        NO_SUCH_INVALIDATION
    }
}

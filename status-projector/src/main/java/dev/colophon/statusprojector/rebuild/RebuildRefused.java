package dev.colophon.statusprojector.rebuild;

/** What was asked of a rebuild is not done; nothing has changed. */
public final class RebuildRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Code code;

    RebuildRefused(Code code, String detail) {
        super(detail);
        this.code = code;
    }

    /** Why. */
    public Code code() {
        return code;
    }

    /** Stable: each has its line in docs/operations/projection-rebuild.md. */
    public enum Code {
        SELECTION_INVALID,
        REBUILD_RUNNING,
        REBUILD_ENDED,
        NO_SUCH_REBUILD
    }
}

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
        SELECTION_INVALID("Mend the selection as the detail says."),
        REBUILD_RUNNING("Wait for the one that is running, resume it or cancel it."),
        REBUILD_ENDED("Look at how it ended; begin another one if need be."),
        NO_SUCH_REBUILD("Take the id of a rebuild from GET /operations/v1/rebuilds.");

        private final String fix;

        Code(String fix) {
            this.fix = fix;
        }

        /** What to do, for an operator. */
        public String fix() {
            return fix;
        }
    }
}

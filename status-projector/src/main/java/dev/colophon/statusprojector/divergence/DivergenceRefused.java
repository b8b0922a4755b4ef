package dev.colophon.statusprojector.divergence;

/** What was asked is not done; nothing has changed. */
public final class DivergenceRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Code code;

    DivergenceRefused(Code code, String detail) {
        super(detail);
        this.code = code;
    }

    /** Why. */
    public Code code() {
        return code;
    }

    /** Stable: each has its line in docs/operations/divergence.md. */
    public enum Code {
        NO_SUCH_COMPARISON("Name one of those that GET /operations/v1/divergence lists."),
        NO_SUCH_RUN("Take the id of a measurement from GET /operations/v1/divergence."),
        COMPARISON_RUNNING("Wait for the one of this kind that is running.");

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

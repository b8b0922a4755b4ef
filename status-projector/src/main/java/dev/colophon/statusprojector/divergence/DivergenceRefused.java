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
        NO_SUCH_COMPARISON,
        NO_SUCH_RUN,
        COMPARISON_RUNNING
    }
}

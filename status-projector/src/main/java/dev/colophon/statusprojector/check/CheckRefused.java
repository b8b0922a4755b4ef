package dev.colophon.statusprojector.check;

/** What was asked is not done; nothing has changed. */
public final class CheckRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Code code;

    CheckRefused(Code code, String detail) {
        super(detail);
        this.code = code;
    }

    /** Why. */
    public Code code() {
        return code;
    }

    /** Stable: each has its line in docs/operations/integrity.md. */
    public enum Code {
        NO_SUCH_CHECK,
        CHECKS_RUNNING
    }
}

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
        NO_SUCH_CHECK("Name one of those that GET /operations/v1/checks lists."),
        CHECKS_RUNNING("Wait for the run that was asked for before.");

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

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
        SELECTION_EMPTY("Name what is meant by at least one criterion, a list with 1 to 10,000 of them."),
        NOTHING_SELECTED("Look at the timeline: what is meant may be invalid already."),
        TOO_MANY_SELECTED("Narrow the selection by time or site, and decide in parts."),
        STATUS_WOULD_VANISH("Leave the publication's request out of the selection."),
        PREVIEW_OUTDATED("Preview again, and decide on what that shows."),
        REVERSED_ALREADY("Nothing: it was taken back before."),
        NO_SUCH_INVALIDATION("Take the id of a decision from GET /operations/v1/invalidations.");

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

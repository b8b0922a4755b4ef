package dev.colophon.statusprojector.deadletter;

import org.jspecify.annotations.Nullable;

/** What was asked of a dead letter is not done; nothing has changed. */
public final class DeadLetterRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Code code;

    DeadLetterRefused(Code code, String detail) {
        this(code, detail, null);
    }

    DeadLetterRefused(Code code, String detail, @Nullable Throwable cause) {
        super(detail, cause);
        this.code = code;
    }

    /** Why. */
    public Code code() {
        return code;
    }

    /** Stable: each has its line in docs/operations/dead-letters.md. */
    public enum Code {
        CURSOR_INVALID,
        NO_SUCH_DEAD_LETTER,
        DEAD_LETTER_UNREADABLE,
        DEAD_LETTER_DELIVERED,
        DEAD_LETTER_OVERTAKEN,
        DEAD_LETTER_REFUSED_AGAIN,
        DEAD_LETTERS_UNREACHABLE
    }
}

package dev.colophon.deadletter;

import org.jspecify.annotations.Nullable;

/** What was asked of a dead letter is not done; nothing has changed. */
public final class DeadLetterRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Code code;

    public DeadLetterRefused(Code code, String detail) {
        this(code, detail, null);
    }

    DeadLetterRefused(Code code, String detail, @Nullable Throwable cause) {
        super(detail, cause);
        this.code = code;
    }

    /** A rule of the database's stands against the letter, as it did when it came by Kafka. */
    public static DeadLetterRefused again(Throwable rule) {
        return new DeadLetterRefused(
                Code.DEAD_LETTER_REFUSED_AGAIN,
                "The database refuses what it says, as it did before. Nothing was done.",
                rule);
    }

    /** Why. */
    public Code code() {
        return code;
    }

    /** In words, for an operator. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    /** Stable: each has its line in docs/operations/dead-letters.md. */
    public enum Code {
        CURSOR_INVALID(400),
        PLACE_INVALID(400),
        NO_SUCH_DEAD_LETTER(404),
        DEAD_LETTER_UNREADABLE(409),
        DEAD_LETTER_DELIVERED(409),
        DEAD_LETTER_OVERTAKEN(409),
        DEAD_LETTER_UNWANTED(409),
        DEAD_LETTER_TOO_OLD(409),
        DEAD_LETTER_ORIGIN_GONE(409),
        DEAD_LETTER_ORIGIN_DIFFERS(409),
        DEAD_LETTER_REFUSED_AGAIN(409),
        DEAD_LETTERS_UNREACHABLE(503);

        private final int status;

        Code(int status) {
            this.status = status;
        }

        /** Of HTTP, for the answer that bears this code. */
        public int status() {
            return status;
        }
    }
}

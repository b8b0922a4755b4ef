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
        CURSOR_INVALID(400, "Begin at the newest: leave cursor out."),
        PLACE_INVALID(400, "Take topic, partition and offset from the list."),
        NO_SUCH_DEAD_LETTER(404, "Take a place from the list: Kafka keeps a dead letter for its time only."),
        DEAD_LETTER_UNREADABLE(409, "Mend its producer: the detail says what is wrong with it."),
        DEAD_LETTER_DELIVERED(409, "Nothing: it was taken in."),
        DEAD_LETTER_OVERTAKEN(409, "Nothing: what holds is the newer one."),
        DEAD_LETTER_UNWANTED(409, "Nothing, unless its client enables a webhook for it; then replay it."),
        DEAD_LETTER_TOO_OLD(409, "Tell its client to read the status of the publication."),
        DEAD_LETTER_ORIGIN_GONE(409, "Have it said anew: publish the story again, or reconcile the site."),
        DEAD_LETTER_ORIGIN_DIFFERS(
                409, "Do not send it by hand: find who may write to the topic, and change their passwords."),
        DEAD_LETTER_REFUSED_AGAIN(409, "Read in the log which rule refuses it, and mend what breaks the rule."),
        DEAD_LETTERS_UNREACHABLE(503, "Try again when Kafka can be reached.");

        private final int status;
        private final String fix;

        Code(int status, String fix) {
            this.status = status;
            this.fix = fix;
        }

        /** What to do, for an operator. */
        public String fix() {
            return fix;
        }

        /** Of HTTP, for the answer that bears this code. */
        public int status() {
            return status;
        }
    }
}

package dev.colophon.local.config;

/** Something the person at the keyboard can put right. The message says what, and is shown without a stack trace. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Refusal(String message) {
        super(message);
    }

    public Refusal(String message, Throwable cause) {
        super(message, cause);
    }
}

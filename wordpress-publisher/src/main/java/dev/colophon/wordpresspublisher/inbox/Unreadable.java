package dev.colophon.wordpresspublisher.inbox;

/** A record that can never be taken in here, however often it is tried. */
public final class Unreadable extends Exception {

    private static final long serialVersionUID = 1;

    /** @param message what is wrong; never the content of a story */
    public Unreadable(String message) {
        super(message);
    }

    Unreadable(String message, Throwable cause) {
        super(message, cause);
    }
}

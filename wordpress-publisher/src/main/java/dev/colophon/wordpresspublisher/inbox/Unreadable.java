package dev.colophon.wordpresspublisher.inbox;

/** A record that can never be taken in, however often it is tried. */
final class Unreadable extends Exception {

    private static final long serialVersionUID = 1;

    Unreadable(String message) {
        super(message);
    }

    Unreadable(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.colophon.wordpresspublisher.publish;

/** The claim has passed to another holder: nothing more may be sent or recorded. */
final class ClaimLost extends Exception {
    private static final long serialVersionUID = 1;
}

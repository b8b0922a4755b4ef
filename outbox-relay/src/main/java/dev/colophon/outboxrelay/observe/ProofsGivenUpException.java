package dev.colophon.outboxrelay.observe;

/** What was read counts no more: the set of proofs that it was read for was given up meanwhile. */
final class ProofsGivenUpException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ProofsGivenUpException() {
        super("what was read counts no more: the proofs were given up meanwhile");
    }
}

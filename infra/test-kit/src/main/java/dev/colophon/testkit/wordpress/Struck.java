package dev.colophon.testkit.wordpress;

/** A fault ended the request here, with this answer. What was stored before stays stored. */
final class Struck extends RuntimeException {

    private final transient Answer answer;

    Struck(Answer answer) {
        super("a fault struck", null, false, false);
        this.answer = answer;
    }

    Answer answer() {
        return answer;
    }
}

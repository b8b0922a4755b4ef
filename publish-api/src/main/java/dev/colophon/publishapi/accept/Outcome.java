package dev.colophon.publishapi.accept;

import dev.colophon.publishapi.idempotency.Answer;

/** How a request was accepted, and the answer to it. */
public record Outcome(Kind kind, Answer answer) {

    /** What it came to. */
    public enum Kind {
        /** A job was made. */
        ACCEPTED,
        /** The newest job asks for just that already: no other was made. */
        REPEATED,
        /** The key had been answered before: the first answer again. */
        REPLAYED
    }
}

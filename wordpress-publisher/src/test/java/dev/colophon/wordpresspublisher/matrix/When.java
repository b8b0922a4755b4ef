package dev.colophon.wordpresspublisher.matrix;

/** How a worker is interrupted at a step, and whose request the site's answer meets. */
enum When {
    /** Dies before the step; the answer meets the next worker's request of that step. */
    BEFORE,
    /** Dies after the step, whose request met the answer. */
    AFTER,
    /** Stops before the step for longer than its lease, and goes on when another has finished; the answer meets the other's. */
    PAUSE,
    /** The same; the answer meets the request that the sleeper sends when it wakes up. */
    WAKE;

    boolean sleeps() {
        return this == PAUSE || this == WAKE;
    }
}

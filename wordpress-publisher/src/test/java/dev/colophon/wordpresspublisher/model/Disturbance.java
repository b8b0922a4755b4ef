package dev.colophon.wordpresspublisher.model;

/** What an exploration counts and bounds. All but the claims ends when things calm down. */
enum Disturbance {
    /** A visit begins. */
    CLAIM(4),
    /** A worker dies, between any two steps. */
    CRASH(2),
    /** A request is not sent, gets no answer, is refused, or is executed once more. */
    LOSS(3),
    /** A lease runs out while its holder lives. */
    EXPIRY(3),
    /** A person does something to a post at the site. */
    EDIT(2),
    /** The client asks for something else. */
    COMMAND(3),
    /** A stray draft is looked at for deletion. */
    SWEEP(2);

    final int bits;

    Disturbance(int bits) {
        this.bits = bits;
    }
}

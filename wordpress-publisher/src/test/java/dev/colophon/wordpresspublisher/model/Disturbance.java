package dev.colophon.wordpresspublisher.model;

/** What an exploration counts and bounds. All but the claims ends when things calm down. */
enum Disturbance {
    /** A visit begins. */
    CLAIM(4, true),
    /** A worker dies, between any two steps. */
    CRASH(2, true),
    /** A request is not sent, gets no answer, is refused, or is executed once more. */
    LOSS(3, true),
    /** A lease runs out while its holder lives. */
    EXPIRY(3, true),
    /** A person does something to a post at the site. */
    EDIT(2, false),
    /** The client asks for something else. */
    COMMAND(3, false),
    /** A stray draft is looked at for deletion. */
    SWEEP(2, false),
    /** The site's companion plugin is taken away, or comes back. */
    PLUGIN(2, false);

    final int bits;
    final boolean ofWork;

    Disturbance(int bits, boolean ofWork) {
        this.bits = bits;
        this.ofWork = ofWork;
    }
}

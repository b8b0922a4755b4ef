package dev.colophon.wordpresspublisher.inbox;

/** A request for a site of another platform: nothing is wrong with it, its own adapter carries it out. */
public final class OfAnotherPlatform extends Unreadable {

    private static final long serialVersionUID = 1;

    OfAnotherPlatform() {
        super("its site is of another platform, whose adapter carries it out");
    }
}

package dev.colophon.local.part;

/**
 * How a part is.
 *
 * @param pid of its main process, or 0
 * @param address where it listens
 * @param cause why it is not well, or empty
 */
public record Presence(State state, long pid, String address, String cause) {

    /** DAMAGED: some of it runs, and it does not serve. */
    public enum State {
        UP,
        DAMAGED,
        DOWN
    }

    static Presence up(long pid, String address) {
        return new Presence(State.UP, pid, address, "");
    }

    static Presence damaged(long pid, String address, String cause) {
        return new Presence(State.DAMAGED, pid, address, cause);
    }

    static Presence down(String address) {
        return new Presence(State.DOWN, 0, address, "");
    }

    public boolean isUp() {
        return state == State.UP;
    }
}

package dev.colophon.testkit.proxy;

/** What a {@link FaultProxy} can do to a connection, and on which bytes it strikes. */
public enum Fault {
    /** Resets a new connection before the server hears of it. */
    REFUSE,
    /** Resets the connection when the client sends; the server never sees those bytes. */
    CUT_REQUEST,
    /** Holds what the client sends; the server waits. */
    STALL_REQUEST,
    /** Resets the connection once the server has answered, and passes nothing of the answer: the work is done, unknown. */
    CUT_ANSWER,
    /** Passes half of the first bytes of the answer, then ends the connection. */
    CUT_MID_ANSWER,
    /** Holds the answer; the client waits. */
    STALL_ANSWER,
    /** Passes the answer byte by byte, slowly, so that a time-out between two bytes never strikes. */
    DRIP_ANSWER,
    /** Ends the stream to the client in an orderly way where the answer should come; the other direction stays open. */
    HALF_CLOSE;

    boolean strikesRequests() {
        return this == CUT_REQUEST || this == STALL_REQUEST;
    }

    boolean strikesAnswers() {
        return this != REFUSE && !strikesRequests();
    }
}

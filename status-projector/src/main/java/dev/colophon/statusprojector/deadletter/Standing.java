package dev.colophon.statusprojector.deadletter;

import dev.colophon.statusprojector.project.LogEntry;

/** Whether what a letter says has come to its end otherwise, by what the log knows. */
public sealed interface Standing {

    /** In words, for an operator. */
    String detail();

    /**
     * It was never taken in, and nothing else was in its place: it can be delivered.
     *
     * @param entry what it says, as the log would take it
     */
    record Undelivered(LogEntry entry, String detail) implements Standing {}

    /** It cannot, or must not, be delivered. */
    record Kept(DeadLetterRefused.Code why, String detail) implements Standing {}
}

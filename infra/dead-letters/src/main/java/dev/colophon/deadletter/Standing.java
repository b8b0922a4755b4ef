package dev.colophon.deadletter;

/**
 * Whether what a letter says has come to its end otherwise, by what its service knows.
 *
 * @param <T> what a letter of that service says, once it is read
 */
public sealed interface Standing<T> {

    /** In words, for an operator. */
    String detail();

    /** It was never taken in, and nothing stands in its place: it can be delivered. */
    record Undelivered<T>(T content, String detail) implements Standing<T> {}

    /** It cannot, or must not, be delivered. */
    record Kept<T>(DeadLetterRefused.Code why, String detail) implements Standing<T> {}
}

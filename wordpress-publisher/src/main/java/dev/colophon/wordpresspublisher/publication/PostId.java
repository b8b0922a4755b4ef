package dev.colophon.wordpresspublisher.publication;

/** The id that a WordPress gave to a post. Always positive: no other number is evidence of a post. */
public record PostId(long value) {

    public PostId {
        if (value <= 0) {
            throw new IllegalArgumentException("a post id is positive, not " + value);
        }
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}

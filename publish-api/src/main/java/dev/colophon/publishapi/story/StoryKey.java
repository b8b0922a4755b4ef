package dev.colophon.publishapi.story;

/** A client's own name for its story: 1 to 200 characters. */
public record StoryKey(String value) {

    /** Most characters of a key. */
    public static final int MAX_LENGTH = 200;

    public StoryKey {
        if (value.isBlank() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a story key has 1 to " + MAX_LENGTH + " characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}

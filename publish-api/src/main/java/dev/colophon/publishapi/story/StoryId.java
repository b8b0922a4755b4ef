package dev.colophon.publishapi.story;

import java.util.UUID;

/** Identifies a story of a client. */
public record StoryId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}

package dev.colophon.local.story;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One story for one placement, as an upstream service would post it.
 *
 * @param key stable over runs: it decides whether a story is new or a new revision
 * @param publishAt when it is to be public, or null for at once
 */
public record Story(
        String key, Placement placement, @Nullable Instant publishAt, Content content) {

    private static final int KEY_LENGTH_MAX = 200;

    public Story {
        if (key.isBlank() || key.length() > KEY_LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "story key '%s' must have 1 to %d characters".formatted(key, KEY_LENGTH_MAX));
        }
    }

    public Story at(Placement other) {
        return new Story(key, other, publishAt, other == Placement.PAGE ? content : content.withoutParent());
    }

    Story withoutParent() {
        return new Story(key, placement, publishAt, content.withoutParent());
    }

    public Story with(Content other) {
        return new Story(key, placement, publishAt, other);
    }

    /** What a person recognises it by. */
    public String label() {
        return content.title().isBlank() ? key : content.title();
    }
}

package dev.colophon.publishapi.story;

import dev.colophon.publishapi.site.Placement;

/**
 * What a variant is for: one placement, or any that has none of its own.
 *
 * @param text the placement's name, or {@code default}
 */
public record Slot(String text) {

    /** The content of a story wherever nothing more particular is there. */
    public static final Slot DEFAULT = new Slot("default");

    public Slot {
        if (!text.equals("default") && Placement.of(text).isEmpty()) {
            throw new IllegalArgumentException("no such slot: " + text);
        }
    }

    /** The slot of one placement. */
    public static Slot of(Placement placement) {
        return new Slot(placement.text());
    }

    /** Where a request holds the content of this slot. */
    public String pointer() {
        return equals(DEFAULT) ? "/content" : "/variants/" + text;
    }
}

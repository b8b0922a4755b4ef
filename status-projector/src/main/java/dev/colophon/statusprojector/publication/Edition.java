package dev.colophon.statusprojector.publication;

import java.util.Comparator;

/** A revision of the content within a generation; later ones are greater. Both count from 1. */
public record Edition(int generation, long revision) implements Comparable<Edition> {

    private static final Comparator<Edition> ORDER =
            Comparator.comparingInt(Edition::generation).thenComparingLong(Edition::revision);

    public Edition {
        if (generation < 1 || revision < 1) {
            throw new IllegalArgumentException("generation and revision count from 1: " + generation + ", " + revision);
        }
    }

    boolean isAfter(Edition other) {
        return compareTo(other) > 0;
    }

    Edition orLater(Edition other) {
        return isAfter(other) ? this : other;
    }

    @Override
    public int compareTo(Edition other) {
        return ORDER.compare(this, other);
    }
}

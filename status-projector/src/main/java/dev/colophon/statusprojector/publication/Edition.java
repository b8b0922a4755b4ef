package dev.colophon.statusprojector.publication;

import java.util.Comparator;

/**
 * A revision of what is wanted, within a generation. A later revision is the greater one, whatever its generation:
 * revisions are unique per publication, while a generation opens in the middle of one. Both count from 1.
 */
public record Edition(int generation, long revision) implements Comparable<Edition> {

    private static final Comparator<Edition> ORDER =
            Comparator.comparingLong(Edition::revision).thenComparingInt(Edition::generation);

    public Edition {
        if (generation < 1 || revision < 1) {
            throw new IllegalArgumentException("generation and revision count from 1: " + generation + ", " + revision);
        }
    }

    Edition withRevision(long other) {
        return new Edition(generation, other);
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

package dev.colophon.wordpresspublisher.model;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an exploration found.
 *
 * @param worlds all that were reached, each once
 * @param calm those of them in which nothing is disturbed any more
 * @param ends those of the calm ones in which nothing happens any more
 * @param depth steps to the farthest
 * @param violation null if all properties hold in the whole space
 */
record Exploration(
        Bounds bounds,
        int worlds,
        int calm,
        int ends,
        int depth,
        long millis,
        @Nullable Violation violation) {

    /** The shortest way to a world that must not be. */
    record Violation(Property property, List<String> trace, String world) {

        int steps() {
            return trace.size();
        }

        @Override
        public String toString() {
            return property + "\n  " + String.join("\n  ", trace) + "\n  = " + world;
        }
    }

    boolean holds() {
        return violation == null;
    }

    /** One line for people. */
    String line() {
        String found =
                violation == null ? "holds" : "%s, in %d steps".formatted(violation.property(), violation.steps());
        return String.format(
                Locale.ROOT,
                "%-44s %,10d states, %,9d calm, %,7d ends, depth %2d, %5.1f s: %s",
                bounds.name(),
                worlds,
                calm,
                ends,
                depth,
                millis / 1000.0,
                found);
    }
}

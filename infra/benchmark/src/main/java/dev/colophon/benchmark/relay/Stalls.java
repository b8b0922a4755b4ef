package dev.colophon.benchmark.relay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Runs of rows that each took longer than {@link #SLOW_MS}: tells a slow path, which is everywhere, from one that stands still now and then. */
record Stalls(List<Stall> all) {

    /** The aim for the 99th percentile. */
    static final double SLOW_MS = 50;

    private static final int TOLD_MAX = 8;

    Stalls {
        all = List.copyOf(all);
    }

    /**
     * @param atSeconds after the load began
     * @param rows in a row
     * @param longestMs what the slowest of them took
     */
    record Stall(double atSeconds, int rows, double longestMs) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%d rows at %.1f s up to %.0f ms", rows, atSeconds, longestMs);
        }
    }

    /** @param latencies of all rows in the order of their commits, in milliseconds */
    static Stalls of(double[] latencies, int perSecond) {
        var found = new ArrayList<Stall>();
        for (var row = 0; row < latencies.length; ) {
            var end = row;
            var longest = 0.0;
            while (end < latencies.length && latencies[end] > SLOW_MS) {
                longest = Math.max(longest, latencies[end++]);
            }
            if (end > row) {
                found.add(new Stall(row / (double) perSecond, end - row, longest));
            }
            row = end + 1;
        }
        return new Stalls(found);
    }

    @Override
    public String toString() {
        var told = all.stream()
                .sorted(Comparator.comparingDouble(Stall::longestMs).reversed())
                .limit(TOLD_MAX)
                .map(Stall::toString)
                .collect(Collectors.joining("; "));
        return String.format(
                Locale.ROOT,
                "%d stalls over %.0f ms, %d rows in them%s",
                all.size(),
                SLOW_MS,
                all.stream().mapToInt(Stall::rows).sum(),
                told.isEmpty() ? "" : ": " + told);
    }
}

package dev.colophon.benchmark.measure;

import java.util.Arrays;

/**
 * A distribution in three figures and its worst case.
 *
 * @param count of samples
 * @param p50 in the unit of the samples, as are the others
 */
public record Percentiles(int count, double p50, double p95, double p99, double max) {

    /** By nearest rank: every figure is one that was really seen. */
    public static Percentiles of(double[] samples) {
        if (samples.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        var sorted = samples.clone();
        Arrays.sort(sorted);
        return new Percentiles(
                sorted.length, rank(sorted, 50), rank(sorted, 95), rank(sorted, 99), sorted[sorted.length - 1]);
    }

    private static double rank(double[] sorted, int percent) {
        return sorted[Math.ceilDiv(sorted.length * percent, 100) - 1];
    }
}

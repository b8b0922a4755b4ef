package dev.colophon.benchmark.relay;

import dev.colophon.benchmark.measure.Percentiles;
import java.util.Map;

/**
 * What was measured of one contender.
 *
 * @param latencies commit to subscriber in milliseconds, by rate in rows a second
 * @param drain of the backlog
 * @param peakMegabytes largest resident set of its life
 * @param liveHeapMegabytes after a full collection at the end
 */
record Outcome(
        String name,
        String setUp,
        Map<Integer, Percentiles> latencies,
        Drain drain,
        double peakMegabytes,
        double liveHeapMegabytes,
        Journal.Faults faults) {

    Outcome {
        latencies = Map.copyOf(latencies);
    }

    /**
     * @param cpuSeconds of the contender meanwhile
     * @param databaseCpuSeconds of PostgreSQL meanwhile
     * @param insertWalPerRow bytes of WAL that writing the row cost
     * @param walPerRow bytes of WAL that relaying the row added
     */
    record Drain(
            int rows,
            double seconds,
            double cpuSeconds,
            double databaseCpuSeconds,
            double insertWalPerRow,
            double walPerRow) {

        double rowsPerSecond() {
            return rows / seconds;
        }
    }
}

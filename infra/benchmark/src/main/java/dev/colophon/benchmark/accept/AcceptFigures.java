package dev.colophon.benchmark.accept;

import java.util.List;

/**
 * What one run came to.
 *
 * @param http rounds through the door
 * @param jdbc rounds of the same transaction by plain JDBC, in turn with those
 * @param halfPerSecond the rate of {@code atHalf}
 * @param jdbcAtHalf plain JDBC at that rate: what the database alone takes of it
 * @param heaps live megabytes of the door when it was warm, and after each round
 * @param outages the door with Kafka and the relay there and away
 */
record AcceptFigures(
        List<Load> http,
        List<Load> jdbc,
        double halfPerSecond,
        Load atHalf,
        Load jdbcAtHalf,
        List<Double> heaps,
        double peakMegabytes,
        int statements,
        Outages outages) {

    static double median(List<Load> loads) {
        var sorted = loads.stream().mapToDouble(Load::perSecond).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    double share() {
        return median(http) / median(jdbc);
    }
}

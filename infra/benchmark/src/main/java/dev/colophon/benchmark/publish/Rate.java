package dev.colophon.benchmark.publish;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * So many stories as fast as one contender can.
 *
 * @param seconds from the first story handed over to the last one published
 * @param requests that the site counted meanwhile
 * @param cpuSeconds of each part of the pipeline meanwhile
 */
record Rate(int stories, double seconds, int requests, Map<String, Double> cpuSeconds) {

    double perSecond() {
        return stories / seconds;
    }

    double requestsPerStory() {
        return (double) requests / stories;
    }

    static Map<String, Double> spent(Map<String, Double> before, Map<String, Double> after) {
        var spent = new LinkedHashMap<String, Double>();
        after.forEach((part, seconds) -> spent.put(part, seconds - before.getOrDefault(part, 0.0)));
        return spent;
    }
}

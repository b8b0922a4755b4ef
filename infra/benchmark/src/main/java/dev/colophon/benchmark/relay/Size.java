package dev.colophon.benchmark.relay;

import java.util.List;

/**
 * How much is measured.
 *
 * @param rows of a backlog
 * @param seconds of load at each rate
 */
record Size(int rows, int seconds) {

    static final List<Integer> RATES = List.of(50, 500);

    /**
     * Of load at the highest rate before anything is measured. After 2 s of it the JVM's compiler was still at work for 60 % of the
     * measured time, on one of two cores (a flight recording of the relay): what was measured then was how it warms up.
     */
    static final int WARM_UP_SECONDS = 40;

    /** Of load at each rate before its measurement begins. */
    static final int LEAD_IN_SECONDS = 2;

    private static final int PROBES_MAX = 1000;

    Size {
        if (rows < 100 || seconds < 1 || seconds > 600) {
            throw new IllegalArgumentException("--rows is at least 100, --seconds between 1 and 600");
        }
    }

    /** The backlog that is drained before the one that is measured. */
    int warmUpRows() {
        return Math.max(100, rows / 4);
    }

    /** How many rows one contender sees at most. */
    int rowsMax() {
        var steady = RATES.stream()
                .mapToInt(rate -> rate * (seconds + LEAD_IN_SECONDS))
                .sum();
        return rows + warmUpRows() + RATES.getLast() * WARM_UP_SECONDS + steady + PROBES_MAX;
    }
}

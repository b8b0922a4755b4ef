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

    /** Of load at each rate before anything is measured. */
    static final int WARM_UP_SECONDS = 2;

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
                .mapToInt(rate -> rate * (seconds + WARM_UP_SECONDS))
                .sum();
        return rows + warmUpRows() + steady + PROBES_MAX;
    }
}

package dev.colophon.benchmark.relay;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * When each row was committed, and when it first came out of Kafka, by one monotonic clock. Rows are numbered from 0; row n
 * has key n mod {@link #KEYS}. Written by one loader and one receiver.
 */
final class Journal {

    static final int KEYS = 1000;

    private static final long POLL_NANOS = 2_000_000;

    private final AtomicLongArray committedAt;
    private final AtomicLongArray arrivedAt;
    private final int[] latestOfKey = new int[KEYS];
    private volatile int committed;
    private volatile int arrived;
    private volatile int duplicates;
    private volatile int outOfOrder;
    private volatile long lastArrivalAt;

    Journal(int rowsMax) {
        committedAt = new AtomicLongArray(rowsMax);
        arrivedAt = new AtomicLongArray(rowsMax);
    }

    /** By the loader, once the commit of the rows from the last call's end to this number has returned. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one loader
    void committed(int upTo, long nanos) {
        for (var row = committed; row < upTo; row++) {
            committedAt.set(row, nanos);
        }
        committed = upTo;
    }

    /** By the receiver. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one receiver
    void arrived(int row, long nanos) {
        if (arrivedAt.get(row) != 0) {
            duplicates++;
            return;
        }
        var key = row % KEYS;
        if (latestOfKey[key] > row) {
            outOfOrder++;
        }
        latestOfKey[key] = Math.max(latestOfKey[key], row);
        arrivedAt.set(row, nanos);
        lastArrivalAt = nanos;
        arrived++;
    }

    int committed() {
        return committed;
    }

    int arrived() {
        return arrived;
    }

    /** Waits until all that was committed has arrived. */
    boolean awaitAll(Duration atMost) {
        var deadline = System.nanoTime() + atMost.toNanos();
        while (arrived < committed) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }

    long lastArrivalAt() {
        return lastArrivalAt;
    }

    /** From the return of the commit to the receiver's hands, in milliseconds, of these rows. */
    double[] latencies(int from, int to) {
        return IntStream.range(from, to)
                .filter(row -> arrivedAt.get(row) != 0)
                .mapToDouble(row -> (arrivedAt.get(row) - committedAt.get(row)) / 1e6)
                .toArray();
    }

    Faults faults() {
        return new Faults(committed - arrived, duplicates, outOfOrder);
    }

    /** What must all be nothing. */
    record Faults(int lost, int duplicates, int outOfOrder) {

        boolean isNone() {
            return lost == 0 && duplicates == 0 && outOfOrder == 0;
        }

        @Override
        public String toString() {
            return "%d lost, %d twice, %d out of order".formatted(lost, duplicates, outOfOrder);
        }
    }
}

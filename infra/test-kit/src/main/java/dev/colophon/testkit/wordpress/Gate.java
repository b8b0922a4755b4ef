package dev.colophon.testkit.wordpress;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds requests up until the test lets them go on; the test can wait for the first to arrive. */
public final class Gate {

    private static final Duration HELD_MAX = Duration.ofMinutes(5);

    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    public void open() {
        opened.countDown();
    }

    /** Waits until a request is held. @throws IllegalStateException if none comes in time */
    public void awaitArrival(Duration patience) {
        try {
            if (!arrived.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("no request came to the gate within " + patience);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a request at the gate", e);
        }
    }

    void pass() throws InterruptedException {
        arrived.countDown();
        if (!opened.await(HELD_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("nobody opened the gate within " + HELD_MAX);
        }
    }
}

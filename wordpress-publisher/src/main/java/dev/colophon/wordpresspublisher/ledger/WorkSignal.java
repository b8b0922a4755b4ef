package dev.colophon.wordpresspublisher.ledger;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Wakes whoever works the ledger off. Any number of calls before it looks again are one. */
@Component
public class WorkSignal {

    private final Semaphore pending = new Semaphore(0);

    /** There may be work now. To be called after the commit that made it. */
    public void wake() {
        if (pending.availablePermits() == 0) {
            pending.release();
        }
    }

    /** Returns when woken, or after the time given. */
    public void await(Duration longest) throws InterruptedException {
        if (pending.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            pending.drainPermits();
        }
    }
}

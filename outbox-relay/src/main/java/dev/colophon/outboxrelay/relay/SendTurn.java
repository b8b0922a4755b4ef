package dev.colophon.outboxrelay.relay;

import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/**
 * One sender at a time. A row that is sent again goes out together with all later rows of its key, and nothing of the stream
 * may come between them: else an older state would be the last word on a compacted topic.
 */
@Component
public class SendTurn {

    /** What is done while no one else sends. */
    @FunctionalInterface
    public interface Work {
        void run() throws InterruptedException;
    }

    private final ReentrantLock lock = new ReentrantLock(true);

    /** Waits for the turn, and does the work in it. */
    public void take(Work work) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }
}

package dev.colophon.benchmark.relay;

import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;

/** Writes rows at the pace it is told to, and into the journal when each commit returned. For one thread. */
final class Loader implements AutoCloseable {

    private static final int ROWS_PER_TRANSACTION = 100;

    private final Rows rows;
    private final Journal journal;
    private int next;

    Loader(Rows rows, Journal journal) {
        this.rows = rows;
        this.journal = journal;
    }

    /** As fast as it goes, a hundred rows in a transaction. */
    void backlog(int count) throws SQLException {
        for (var written = 0; written < count; written += ROWS_PER_TRANSACTION) {
            var some = Math.min(ROWS_PER_TRANSACTION, count - written);
            rows.some(next, some);
            committed(some);
        }
    }

    /**
     * One row in a transaction, so many a second.
     *
     * @return how many a second it really were
     */
    double steady(int perSecond, int seconds) throws SQLException {
        var count = perSecond * seconds;
        var startedAt = System.nanoTime();
        for (var row = 0; row < count; row++) {
            var due = startedAt + row * 1_000_000_000L / perSecond;
            for (var left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            one();
        }
        return count / ((System.nanoTime() - startedAt) / 1e9);
    }

    void one() throws SQLException {
        rows.one(next);
        committed(1);
    }

    private void committed(int some) {
        next += some;
        journal.committed(next, System.nanoTime());
    }

    @Override
    public void close() throws SQLException {
        rows.close();
    }
}

package dev.colophon.benchmark.relay;

import java.sql.SQLException;

/** How rows of 1 KB come to a contender. For one thread. */
interface Rows extends AutoCloseable {

    /** One row in a transaction of its own; returns when it is committed. */
    void one(int row) throws SQLException;

    /** So many rows from this one on, in one transaction, of a backlog. */
    void some(int first, int count) throws SQLException;

    @Override
    void close() throws SQLException;
}

package dev.colophon.benchmark.accept;

import java.sql.SQLException;

/** The same transaction by plain JDBC. */
record ByJdbc(Replay replay) implements Work {

    ByJdbc(Door door, Recording recording) throws SQLException {
        this(new Replay(door, recording));
    }

    @Override
    public void once(String token) throws SQLException {
        replay.run(token);
    }

    @Override
    public void close() throws SQLException {
        replay.close();
    }
}

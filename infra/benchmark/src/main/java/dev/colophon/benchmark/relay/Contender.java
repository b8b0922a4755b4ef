package dev.colophon.benchmark.relay;

import dev.colophon.testkit.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.random.RandomGenerator;

/** Something that carries rows of an outbox to Kafka, as a process of its own. */
interface Contender {

    /** In the table, and of its folder. */
    String name();

    /** What it is and how it is set up, in one line. */
    String setUp();

    OutboxTable table();

    /** Lays what it stands on, before the first row. */
    void prepare(Ground ground) throws SQLException;

    /** Starts it; does not wait for it. */
    ChildProcess start(Ground ground, Path folder) throws IOException;

    /** How rows come to it. */
    default Rows rows(Ground ground, RandomGenerator random) throws SQLException {
        return new OutboxRows(ground.connection(table()), table(), random);
    }

    /** How many rows of a backlog are asked of it, for so many that are asked of the others. */
    default int backlog(int rows) {
        return rows;
    }

    /** Takes away what it stood on. */
    void clear(Ground ground) throws SQLException;
}

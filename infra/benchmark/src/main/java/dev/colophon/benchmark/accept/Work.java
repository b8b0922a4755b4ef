package dev.colophon.benchmark.accept;

import java.io.IOException;
import java.sql.SQLException;

/** What one worker does over and over, on a connection of its own. */
interface Work extends AutoCloseable {

    void once(String token) throws IOException, SQLException;

    @Override
    void close() throws IOException, SQLException;

    /** Makes the work of one worker. */
    interface Opening {
        Work open() throws IOException, SQLException;
    }
}

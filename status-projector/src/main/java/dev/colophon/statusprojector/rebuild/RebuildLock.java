package dev.colophon.statusprojector.rebuild;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/** Who works on the rebuild: one instance, as long as its session with the database lives. A killed one lets go by itself. */
@Component
class RebuildLock {

    /** Drawn once, for this purpose; no other advisory lock of this database has it. */
    private static final long KEY = 7_305_808_869_231_650_672L;

    private final DataSource database;

    RebuildLock(DataSource database) {
        this.database = database;
    }

    /** The lock, unless another session has it. */
    Optional<Held> tryAcquire() {
        try {
            var connection = database.getConnection();
            if (locked(connection)) {
                return Optional.of(new Held(connection));
            }
            connection.close();
            return Optional.empty();
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the rebuild's lock cannot be asked for", e);
        }
    }

    private static boolean locked(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
            statement.setLong(1, KEY);
            try (var row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** Held until closed. */
    record Held(Connection connection) implements AutoCloseable {

        /** Given back with the session: the connection goes to the pool without it. */
        @Override
        public void close() {
            try (connection;
                    var statement = connection.prepareStatement("SELECT pg_advisory_unlock(?)")) {
                statement.setLong(1, KEY);
                statement.execute();
            } catch (SQLException e) {
                throw new DataAccessResourceFailureException("the rebuild's lock cannot be given back", e);
            }
        }
    }
}

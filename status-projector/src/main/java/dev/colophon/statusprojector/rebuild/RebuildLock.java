package dev.colophon.statusprojector.rebuild;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who works on the rebuild: one instance, as long as its session with the database lives. A killed one lets go by itself. */
@Component
class RebuildLock {

    /** Drawn once, for this purpose; no other advisory lock of this database has it. */
    private static final long KEY = 7_305_808_869_231_650_672L;

    /** PostgreSQL shows the key in two halves. */
    private static final String HELD = """
            SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1
              AND classid = CAST(:high AS oid) AND objid = CAST(:low AS oid))
            """;

    private final DataSource database;
    private final JdbcClient jdbc;

    RebuildLock(DataSource database, JdbcClient jdbc) {
        this.database = database;
        this.jdbc = jdbc;
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

    /** Whether any session has it. */
    boolean isHeld() {
        return jdbc.sql(HELD)
                .param("high", KEY >>> Integer.SIZE)
                .param("low", KEY & 0xFFFF_FFFFL)
                .query(Boolean.class)
                .single();
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

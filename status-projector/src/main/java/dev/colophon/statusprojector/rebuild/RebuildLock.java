package dev.colophon.statusprojector.rebuild;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who works on the rebuild: one instance, as long as its session with the database lives. A killed one lets go by itself, so a
 * rebuild that runs while nobody has the lock was broken off.
 */
@Component
class RebuildLock {

    /** Drawn once, for this purpose; no other advisory lock of this database has it. */
    static final long KEY = 7_305_808_869_231_650_672L;

    /** Long enough for one that has ended to let go, or to finish the batch in which it was cancelled. */
    private static final String ACQUIRE = "SELECT pg_advisory_lock(?) FROM set_config('lock_timeout', '2s', true)";

    private static final String TIMED_OUT = "55P03";

    /** PostgreSQL shows the key in two halves, and the locks of its other databases as well. */
    private static final String HELD = """
            SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND classid = CAST(:high AS oid) AND objid = CAST(:low AS oid))
            """;

    private static final int ANSWER_SECONDS_MAX = 20;

    private final DataSource database;
    private final JdbcClient jdbc;

    RebuildLock(DataSource database, JdbcClient jdbc) {
        this.database = database;
        this.jdbc = jdbc;
    }

    /** The lock, unless another session keeps it for longer than two seconds. */
    Optional<Held> acquire() {
        try {
            var connection = database.getConnection();
            try {
                lock(connection);
                return Optional.of(new Held(connection));
            } catch (SQLException e) {
                connection.close();
                if (TIMED_OUT.equals(e.getSQLState())) {
                    return Optional.empty();
                }
                throw e;
            }
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

    private static void lock(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(ACQUIRE)) {
            statement.setLong(1, KEY);
            statement.execute();
        }
    }

    /** Held until closed. */
    record Held(Connection connection) implements AutoCloseable {

        /** Fails if the session is gone, and the lock with it: another instance may be at work by now. */
        void mustStillBeHeld() {
            try {
                if (!connection.isValid(ANSWER_SECONDS_MAX)) {
                    throw new DataAccessResourceFailureException("the session that had the rebuild's lock is gone");
                }
            } catch (SQLException e) {
                throw new DataAccessResourceFailureException("the rebuild's lock cannot be asked after", e);
            }
        }

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

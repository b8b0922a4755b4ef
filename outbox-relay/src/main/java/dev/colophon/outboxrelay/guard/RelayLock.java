package dev.colophon.outboxrelay.guard;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.stereotype.Component;

/**
 * Lets one relay stream at a time: an advisory lock that lives as long as a connection of its own, so that the death of its
 * holder frees it. Losing it unnoticed is harmless, as PostgreSQL gives a slot to one reader only; it saves the second relay
 * from building an engine that cannot work. Used by one thread; {@link #state} may be read by any.
 */
@Component
public class RelayLock {

    /** Whose the lock is. */
    public enum State {
        UNKNOWN,
        HELD,
        ELSEWHERE
    }

    private static final String TRY = "SELECT pg_try_advisory_lock(hashtextextended('colophon.outbox-relay', 0))";
    private static final int ANSWER_SECONDS_MAX = 3;
    private static final Logger LOG = LoggerFactory.getLogger(RelayLock.class);

    private final JdbcConnectionDetails database;
    private volatile State state = State.UNKNOWN;
    private @Nullable Connection session;

    RelayLock(JdbcConnectionDetails database) {
        this.database = database;
    }

    public State state() {
        return state;
    }

    /** Takes the lock, or makes sure that it is still held; true if it is ours now. */
    public boolean hold() {
        var before = state;
        try {
            state = taken() ? State.HELD : State.ELSEWHERE;
        } catch (SQLException e) {
            LOG.warn("Lost sight of the lock that lets one relay stream; asking again: {}", e.getMessage());
            release();
        }
        if (before != state) {
            LOG.info("Lock that lets one relay stream: {} -> {}", before, state);
        }
        return state == State.HELD;
    }

    private boolean taken() throws SQLException {
        var connection = session == null ? connect() : session;
        session = connection;
        if (state == State.HELD) {
            if (connection.isValid(ANSWER_SECONDS_MAX)) {
                return true;
            }
            throw new SQLException("the connection that held it is gone");
        }
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(TRY)) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    private Connection connect() throws SQLException {
        var settings = new Properties();
        settings.setProperty("user", database.getUsername());
        settings.setProperty("password", database.getPassword());
        settings.setProperty("ApplicationName", "outbox-relay lock");
        settings.setProperty("connectTimeout", Integer.toString(ANSWER_SECONDS_MAX));
        settings.setProperty("socketTimeout", Integer.toString(ANSWER_SECONDS_MAX));
        settings.setProperty("tcpKeepAlive", "true");
        return DriverManager.getConnection(database.getJdbcUrl(), settings);
    }

    /** Gives the lock back, for the next relay to take at once. */
    public void release() {
        var closing = session;
        session = null;
        state = State.UNKNOWN;
        if (closing != null) {
            try {
                closing.close();
            } catch (SQLException e) {
                LOG.debug("The lock's connection was gone already, and the lock with it", e);
            }
        }
    }
}

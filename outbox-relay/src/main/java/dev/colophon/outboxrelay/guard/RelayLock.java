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
 * holder frees it. With it goes a token: a former holder that wakes up late can save no position any more, and PostgreSQL
 * gives the slot to one reader only. Used by one thread; {@link #state} and {@link #token} may be read by any.
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
    private static final String NEXT_TOKEN = "SELECT nextval('outbox_relay.relay_token')";
    private static final String FENCE = "UPDATE outbox_relay.stream_offset SET token = ? WHERE token < ?";
    private static final int ANSWER_SECONDS_MAX = 3;
    private static final Logger LOG = LoggerFactory.getLogger(RelayLock.class);

    private final JdbcConnectionDetails database;
    private final GuardProperties properties;
    private volatile State state = State.UNKNOWN;
    private volatile long token;
    private @Nullable Connection session;

    RelayLock(JdbcConnectionDetails database, GuardProperties properties) {
        this.database = database;
        this.properties = properties;
    }

    public State state() {
        return state;
    }

    /** Of the lock as it was last taken; higher than every earlier holder's. */
    public long token() {
        return token;
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
            if (!answer.next() || !answer.getBoolean(1)) {
                return false;
            }
        }
        fenceOff(connection);
        return true;
    }

    /** From here on the position is ours alone, whatever a former holder still believes. */
    private void fenceOff(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(NEXT_TOKEN)) {
            answer.next();
            token = answer.getLong(1);
        }
        try (var fence = connection.prepareStatement(FENCE)) {
            fence.setLong(1, token);
            fence.setLong(2, token);
            fence.executeUpdate();
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
        // A frozen process keeps its connections: without this it would keep the lock too.
        settings.setProperty(
                "options", "-c idle_session_timeout=" + properties.lockIdleMax().toMillis());
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

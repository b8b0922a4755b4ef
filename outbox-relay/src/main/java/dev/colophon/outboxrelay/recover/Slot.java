package dev.colophon.outboxrelay.recover;

import dev.colophon.outboxrelay.guard.GuardProperties;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.stereotype.Component;

/**
 * Drops and makes the slot, on a connection of its own: PostgreSQL makes a slot only when every transaction that runs at that
 * moment has ended, which is longer than the pool waits for an answer.
 */
@Component
class Slot {

    private static final String DROP = """
            SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = ?
            """;
    private static final String CREATE = "SELECT pg_create_logical_replication_slot(?, 'pgoutput', false, false, true)";
    private static final String CANCELED = "57014";
    private static final Duration ATTEMPT_MAX = Duration.ofSeconds(5);
    private static final int ATTEMPTS_MAX = 24;

    private final JdbcConnectionDetails database;
    private final String name;

    Slot(JdbcConnectionDetails database, GuardProperties properties) {
        this.database = database;
        this.name = properties.slot();
    }

    /**
     * A new slot in place of the old one, if there is one. Each statement is a transaction of its own.
     *
     * @param goOn asked before each attempt, one of which lasts five seconds at most
     * @throws IllegalStateException if the old one is being read, or a transaction stays open for longer than two minutes
     */
    void remake(BooleanSupplier goOn) {
        for (var attempt = 1; ; attempt++) {
            if (!goOn.getAsBoolean()) {
                throw new IllegalStateException("RELAY_STANDBY: this relay does not hold the lock (any more)");
            }
            try (var connection = connect()) {
                run(connection, DROP);
                run(connection, CREATE);
                return;
            } catch (SQLException e) {
                if (attempt == ATTEMPTS_MAX || !CANCELED.equals(e.getSQLState())) {
                    throw new IllegalStateException("the slot cannot be made anew: " + e.getMessage(), e);
                }
            }
        }
    }

    private void run(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            statement.setQueryTimeout(Math.toIntExact(ATTEMPT_MAX.toSeconds()));
            statement.execute();
        }
    }

    private Connection connect() throws SQLException {
        var settings = new Properties();
        settings.setProperty("user", database.getUsername());
        settings.setProperty("password", database.getPassword());
        settings.setProperty("ApplicationName", "outbox-relay recovery");
        settings.setProperty("connectTimeout", "5");
        settings.setProperty(
                "socketTimeout", Long.toString(ATTEMPT_MAX.multipliedBy(2).toSeconds()));
        return DriverManager.getConnection(database.getJdbcUrl(), settings);
    }
}

package dev.colophon.outboxrelay;

import dev.colophon.testkit.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.postgresql.replication.PGReplicationStream;

/** Another process that reads the relay's slot, confirming nothing. */
final class SlotReader implements AutoCloseable {

    private final Connection connection;
    private final PGReplicationStream stream;

    SlotReader(PostgresServer postgres) throws SQLException {
        var settings = new Properties();
        settings.setProperty("user", "outbox_relay");
        settings.setProperty("password", postgres.password());
        settings.setProperty("replication", "database");
        settings.setProperty("assumeMinServerVersion", "17");
        settings.setProperty("preferQueryMode", "simple");
        connection = DriverManager.getConnection(postgres.jdbcUrl(), settings);
        stream = connection
                .unwrap(PGConnection.class)
                .getReplicationAPI()
                .replicationStream()
                .logical()
                .withSlotName("colophon_outbox")
                .withSlotOption("proto_version", "1")
                .withSlotOption("publication_names", "colophon_outbox")
                .start();
    }

    int pid() throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID();
    }

    @Override
    public void close() throws SQLException {
        stream.close();
        connection.close();
    }
}

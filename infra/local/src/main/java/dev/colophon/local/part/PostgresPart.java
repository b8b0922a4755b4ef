package dev.colophon.local.part;

import dev.colophon.local.config.Home;
import dev.colophon.local.config.Listener;
import dev.colophon.local.config.Secrets;
import dev.colophon.local.config.Settings;
import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.postgres.PostgresSettings;
import java.util.OptionalLong;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** The private PostgreSQL with roles, schemas, publication and slot. */
public final class PostgresPart extends ServerPart {

    private final PostgresServer server;

    PostgresPart(Home home, Settings settings, Secrets secrets) {
        super(settings, Listener.POSTGRES);
        server = new PostgresServer(PostgresSettings.in(home.data("postgres"), port(), secrets.databasePassword()));
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    OptionalLong process() {
        return server.running().stream().mapToLong(ProcessHandle::pid).findAny();
    }

    @Override
    void startServer(Consumer<String> detail) {
        detail.accept("server");
        server.start();
    }

    @Override
    void makeReady(Consumer<String> detail) {
        detail.accept("roles, schemas, replication slot");
        server.bootstrap();
    }

    @Override
    void stopServer() {
        server.stop();
    }

    /** @param role a role of bootstrap.sql */
    public DataSource as(String role) {
        return server.as(role);
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://%s/colophon".formatted(address());
    }
}

package dev.colophon.local.part;

import dev.colophon.local.config.Ground;
import dev.colophon.local.config.Home;
import dev.colophon.local.config.Listener;
import dev.colophon.local.config.Secrets;
import dev.colophon.local.config.Settings;
import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.postgres.PostgresSettings;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** The private PostgreSQL with roles, schemas, publication and slot. */
public final class PostgresPart implements Part {

    private final PostgresServer server;
    private final int port;
    private final boolean isGiven;

    PostgresPart(Home home, Settings settings, Secrets secrets) {
        port = settings.port(Listener.POSTGRES);
        isGiven = settings.ground() == Ground.GIVEN;
        server = new PostgresServer(PostgresSettings.in(home.data("postgres"), port, secrets.databasePassword()));
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public boolean isOurs() {
        return !isGiven;
    }

    @Override
    public Presence presence() {
        if (isGiven) {
            return Given.presence(port);
        }
        return server.running()
                .map(process -> Presence.up(process.pid(), address()))
                .orElseGet(() -> Presence.down(address()));
    }

    @Override
    public void start(Consumer<String> detail) {
        if (!isGiven) {
            detail.accept("server");
            server.start();
        }
        detail.accept("roles, schemas, replication slot");
        server.bootstrap();
    }

    @Override
    public void stop() {
        if (!isGiven) {
            server.stop();
        }
    }

    /** @param role a role of bootstrap.sql */
    public DataSource as(String role) {
        return server.as(role);
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://%s/colophon".formatted(address());
    }

    private String address() {
        return "127.0.0.1:" + port;
    }
}

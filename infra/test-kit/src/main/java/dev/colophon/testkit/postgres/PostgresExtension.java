package dev.colophon.testkit.postgres;

import dev.colophon.testkit.SharedServerExtension;
import dev.colophon.testkit.process.Guardian;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Gives a test class the JVM's one PostgreSQL server, bootstrapped, and the system properties by which a service finds it.
 * Each class empties what it uses ({@link PostgresServer#clear}); the server and its folder vanish with the JVM.
 */
public final class PostgresExtension extends SharedServerExtension<PostgresServer> {

    public PostgresExtension() {
        super(PostgresServer.class, PostgresExtension::server, PostgresServer::raise);
    }

    /** The same server, for an extension that gives more than it; started when first asked for. */
    public static PostgresServer server() {
        return Shared.SERVER;
    }

    /** Made when first asked for, once per JVM; a failed start fails every class that needs the server. */
    private static final class Shared {

        private static final PostgresServer SERVER = make();

        private static PostgresServer make() {
            try {
                Path folder = Files.createTempDirectory("colophon-postgres");
                Guardian.killAndRemove(folder.resolve("data/postmaster.pid"), "QUIT", folder);
                PostgresServer server = new PostgresServer(
                        PostgresSettings.in(folder, 0, UUID.randomUUID().toString())
                                .withQuickLogins());
                server.start().bootstrap();
                System.setProperty("COLOPHON_DATABASE_URL", server.jdbcUrl());
                System.setProperty("COLOPHON_DATABASE_PASSWORD", server.password());
                System.setProperty("COLOPHON_DATABASE_OWNER_PASSWORD", server.password());
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException("no folder for a PostgreSQL server", e);
            }
        }
    }
}

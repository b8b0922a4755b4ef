package dev.colophon.wordpresspublisher;

import dev.colophon.testkit.SharedServerExtension;
import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;

/**
 * Gives a test class the same server as {@link PostgresExtension}, on which publish-api's schema stands, where the service
 * finds its sites, and the system property of the keyset by which it opens their credentials.
 */
public final class SitesExtension extends SharedServerExtension<PostgresServer> {

    public SitesExtension() {
        super(PostgresServer.class, () -> WithSites.SERVER, PostgresServer::raise);
    }

    /** Made when first asked for, once per JVM. */
    private static final class WithSites {

        private static final PostgresServer SERVER = make();

        private static PostgresServer make() {
            PostgresServer server = PostgresExtension.server();
            server.migrate("publish-api");
            System.setProperty("COLOPHON_SITE_KEYSET", Newsroom.KEYSET);
            return server;
        }
    }
}

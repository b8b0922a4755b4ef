package dev.colophon.wordpresspublisher;

import dev.colophon.testkit.postgres.PostgresExtension;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Empties the ledger before a class whose service takes up whatever is due there: what another class left would be visited too,
 * would meet this class's deaths, or would be a row that a test of the ledger made up and no service can read.
 */
public final class NothingLeftByOthers implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        PostgresExtension.server().clear("wordpress_publisher");
    }
}

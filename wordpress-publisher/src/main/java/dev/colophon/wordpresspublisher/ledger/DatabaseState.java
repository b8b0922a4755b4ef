package dev.colophon.wordpresspublisher.ledger;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Asks the database server whether it is one to work on. */
@Component
public class DatabaseState {

    private final JdbcClient jdbc;

    DatabaseState(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Throws {@link InRecovery} where the server is a standby. */
    public void requirePrimary() {
        if (jdbc.sql("SELECT pg_is_in_recovery()").query(Boolean.class).single()) {
            throw new InRecovery();
        }
    }

    /** The server is in recovery: it accepts no writes, and what it shows may be old. */
    public static final class InRecovery extends RuntimeException {

        private static final long serialVersionUID = 1;

        InRecovery() {
            super("the database server is in recovery (a standby)");
        }
    }
}

package dev.colophon.wordpresspublisher.database;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Asks the database, as the service's own role on its own pool, whether it is one to work on. */
@Component
public class DatabaseState {

    private static final String CONTEXT = "SELECT * FROM database_context()";

    private final JdbcClient jdbc;
    private final HikariDataSource sessions;

    DatabaseState(JdbcClient jdbc, HikariDataSource sessions) {
        this.jdbc = jdbc;
        this.sessions = sessions;
    }

    /**
     * Of the session that asks: within a transaction, that transaction's. A session keeps the settings that it began with: where one is
     * unfit all are begun anew, so that what is mended is known at once.
     */
    public DatabaseContext context() {
        var context = ofThisSession();
        if (context.refusal().isPresent()) {
            sessions.getHikariPoolMXBean().softEvictConnections();
        }
        return context;
    }

    private DatabaseContext ofThisSession() {
        return jdbc.sql(CONTEXT)
                .query((row, _) -> new DatabaseContext(
                        row.getBoolean("in_recovery"),
                        row.getString("isolation"),
                        row.getBoolean("read_only"),
                        row.getString("transaction_id"),
                        row.getString("snapshot"),
                        row.getString("session_role"),
                        List.of((String[]) row.getArray("row_security").getArray()),
                        row.getLong("visible_rows")))
                .single();
    }

    /** Within the transaction that is to do the work: throws {@link UnfitDatabase} where it must not. */
    public void requireFit() {
        var context = context();
        context.refusal().ifPresent(refusal -> {
            throw new UnfitDatabase(refusal, context);
        });
    }
}

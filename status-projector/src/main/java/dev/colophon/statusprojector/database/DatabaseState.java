package dev.colophon.statusprojector.database;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Asks the database, as the service's own role on its own pool, whether it is one to work on. */
@Component
public class DatabaseState {

    private static final String CONTEXT = "SELECT * FROM database_context()";

    private final JdbcClient jdbc;

    DatabaseState(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of the session that asks: within a transaction, that transaction's. */
    public DatabaseContext context() {
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

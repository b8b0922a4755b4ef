package dev.colophon.publishapi.database;

import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Asks the database, as the service's own role on its own pool, whether it is one to work on. */
@Component
public class DatabaseState {

    private static final String CONTEXT = "SELECT * FROM database_context()";

    private final JdbcClient jdbc;
    private final DataSource sessions;

    DatabaseState(JdbcClient jdbc, DataSource sessions) {
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
            renewSessions();
        }
        return context;
    }

    private void renewSessions() {
        var pool = DataSourceUnwrapper.unwrap(sessions, HikariConfigMXBean.class, HikariDataSource.class);
        if (pool != null) {
            pool.getHikariPoolMXBean().softEvictConnections();
        }
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
}

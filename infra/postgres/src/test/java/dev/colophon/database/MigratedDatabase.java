package dev.colophon.database;

import dev.colophon.testkit.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The shared server with the newest schemas of all services, and what would come of it if a further migration were added. */
final class MigratedDatabase {

    /** Of tables and views that a release can know: not the days of an outbox, nor Flyway's own table. */
    private static final String COLUMNS = """
            SELECT format('%s.%s.%s', n.nspname, c.relname, a.attname) AS name, format_type(a.atttypid, a.atttypmod) AS type,
                   a.attnotnull AND NOT a.atthasdef AND a.attidentity = '' AND c.relkind <> 'v' AS wanted
              FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = ? AND c.relkind IN ('r', 'p', 'v') AND NOT c.relispartition
               AND c.relname <> 'flyway_schema_history' AND a.attnum > 0 AND NOT a.attisdropped
             ORDER BY n.nspname, c.relname, a.attname
            """;

    private final PostgresServer server;

    MigratedDatabase(PostgresServer server) {
        this.server = server;
        for (var service : Service.values()) {
            server.migrate(service.module());
        }
    }

    List<String> refused(Service service, List<SqlStatement> statements) {
        return refusedAfter("SELECT", service, statements);
    }

    List<String> refusedAfter(String migration, Service service, List<SqlStatement> statements) {
        return after(migration, service, connection -> new Understanding(connection).refused(service, statements));
    }

    List<Column> columns(Service service) {
        return columnsAfter("SELECT", service);
    }

    List<Column> columnsAfter(String migration, Service service) {
        return after(migration, service, connection -> read(connection, service));
    }

    private interface Question<T> {
        T askedOn(Connection connection) throws SQLException;
    }

    /** @param migration of this service, as its owner; it is taken back when the question is answered */
    private <T> T after(String migration, Service service, Question<T> question) {
        try (var connection = open()) {
            connection.setAutoCommit(false);
            try (var change = connection.createStatement()) {
                change.execute("SET LOCAL lock_timeout = '10s'");
                change.execute("SET LOCAL ROLE " + service.owner());
                change.execute("SET LOCAL search_path TO " + service.schema());
                change.execute(migration);
                change.execute("RESET ROLE");
            }
            var answer = question.askedOn(connection);
            connection.rollback();
            return answer;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot ask the database about " + service.module(), e);
        }
    }

    /** In the simple protocol: a statement that is only planned has parameters that nobody binds. */
    private Connection open() throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl() + "?preferQueryMode=simple", "postgres", server.password());
    }

    private static List<Column> read(Connection connection, Service service) throws SQLException {
        var columns = new ArrayList<Column>();
        try (var query = connection.prepareStatement(COLUMNS)) {
            query.setString(1, service.schema());
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    columns.add(new Column(row.getString("name"), row.getString("type"), row.getBoolean("wanted")));
                }
            }
        }
        return columns;
    }
}

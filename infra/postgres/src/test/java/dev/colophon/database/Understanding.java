package dev.colophon.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether the database takes a statement as a service's role: planned with unknown parameters, it finds every table, column,
 * function and unique index it names, and the role may do what it asks. Nothing is carried out.
 */
final class Understanding {

    private static final String INDETERMINATE = "42P18";
    private static final Pattern WHICH = Pattern.compile("data type of parameter \\$(\\d+)");
    private static final int PARAMETERS_MAX = 60;

    private final Connection connection;

    /** @param connection as a superuser, within a transaction */
    Understanding(Connection connection) {
        this.connection = connection;
    }

    /** What the database has against them, each with the class it is from; empty if nothing. */
    List<String> refused(Service service, List<SqlStatement> statements) throws SQLException {
        run("SET LOCAL ROLE " + service.schema());
        run("SET LOCAL search_path TO " + service.schema());
        try {
            return statements.stream()
                    .flatMap(statement ->
                            refusal(statement.sql())
                                    .map(why -> statement.at() + ": " + why + "\n" + statement.sql())
                                    .stream())
                    .toList();
        } finally {
            run("RESET ROLE");
        }
    }

    /** A parameter of which only the driver knows the type may be any: text will do. */
    private Optional<String> refusal(String statement) {
        var sql = statement;
        for (int i = 0; i <= PARAMETERS_MAX; i++) {
            try {
                planned(sql);
                return Optional.empty();
            } catch (SQLException e) {
                var which = WHICH.matcher(String.valueOf(e.getMessage()));
                if (!INDETERMINATE.equals(e.getSQLState()) || !which.find()) {
                    return Optional.of(String.valueOf(e.getMessage()));
                }
                sql = sql.replaceAll("\\$" + which.group(1) + "(?!\\d)", "CAST(\\$0 AS text)");
            }
        }
        return Optional.of("more than " + PARAMETERS_MAX + " parameters of no known type");
    }

    private void planned(String sql) throws SQLException {
        var before = connection.setSavepoint();
        try {
            run("EXPLAIN (GENERIC_PLAN) " + sql);
        } finally {
            connection.rollback(before);
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

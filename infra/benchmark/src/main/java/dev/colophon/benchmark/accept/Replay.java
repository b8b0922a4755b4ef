package dev.colophon.benchmark.accept;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

/** Carries out the recorded transaction again and again on one connection, each time with ids and a story of its own. */
final class Replay implements AutoCloseable {

    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final String UNDETERMINED = "42P18";

    private record Prepared(PreparedStatement statement, List<@Nullable String> parameters, boolean typed) {}

    private final Connection connection;
    private final List<Prepared> transaction = new ArrayList<>();
    private final String token;
    private final List<String> constants;

    Replay(Door door, Recording recording) throws SQLException {
        var login = new Properties();
        login.setProperty("user", "publish_api");
        login.setProperty("password", door.postgres().password());
        // As text of no type: the server tells what each parameter is.
        login.setProperty("stringtype", "unspecified");
        connection = DriverManager.getConnection(door.postgres().jdbcUrl(), login);
        connection.setAutoCommit(true);
        try (var search = connection.createStatement()) {
            search.execute("SET search_path = publish_api");
        }
        for (var statement : recording.statements()) {
            // The recorded statements have $1, in the order in which they are bound.
            var prepared = connection.prepareStatement(statement.sql().replaceAll("\\$\\d+", "?"));
            transaction.add(new Prepared(prepared, statement.parameters(), !determined(prepared)));
        }
        connection.setAutoCommit(false);
        token = recording.token();
        constants = door.constants();
    }

    void run(String newToken) throws SQLException {
        Map<String, String> fresh = new HashMap<>();
        for (var step : transaction) {
            for (var index = 0; index < step.parameters().size(); index++) {
                set(step, index + 1, step.parameters().get(index), newToken, fresh);
            }
            step.statement().execute();
        }
        connection.commit();
    }

    private void set(Prepared step, int index, @Nullable String recorded, String newToken, Map<String, String> fresh)
            throws SQLException {
        if (recorded == null) {
            step.statement().setNull(index, Types.OTHER);
            return;
        }
        var value = UUID_FORM
                .matcher(recorded.replace(token, newToken))
                .replaceAll((MatchResult found) -> constants.contains(found.group())
                        ? found.group()
                        : fresh.computeIfAbsent(
                                found.group(), _ -> UUID.randomUUID().toString()));
        if (step.typed()) {
            var text = new PGobject();
            text.setType("text");
            text.setValue(value);
            step.statement().setObject(index, text);
        } else {
            step.statement().setString(index, value);
        }
    }

    private static boolean determined(PreparedStatement statement) throws SQLException {
        try {
            statement.getParameterMetaData();
            return true;
        } catch (SQLException failure) {
            if (UNDETERMINED.equals(failure.getSQLState())) {
                return false;
            }
            throw failure;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

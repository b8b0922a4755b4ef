package dev.colophon.benchmark.accept;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The statements of one transaction that accepted a job, as PostgreSQL's own log has them: nobody has to keep a copy true. */
record Recording(List<Statement> statements, String token) {

    private static final Pattern ENTRY = Pattern.compile("\\S+ \\S+ \\S+ \\[(\\d+)] ([A-Z]+):  (.*)", Pattern.DOTALL);
    private static final Pattern EXECUTED = Pattern.compile("execute [^:]+: (.*)", Pattern.DOTALL);
    private static final Pattern PARAMETER = Pattern.compile("\\$\\d+ = (?:(NULL)|'([^']*+(?:''[^']*+)*+)')");

    /** One statement with its parameters as text. */
    record Statement(String sql, List<@Nullable String> parameters) {}

    /** Accepts one job while everything is logged, and reads its transaction. */
    static Recording of(Door door) throws IOException, SQLException {
        var token = Jobs.token("rec", 0, 0);
        try (var admin = door.postgres().superuser().getConnection();
                var wire = door.wire()) {
            log(admin, "all");
            var offset = Files.size(door.log());
            // The settings reach a session at its next statement: the first job may be logged in part.
            for (var number = 0; number < 3; number++) {
                var first = Jobs.token("first", 0, number);
                wire.post("/v1/publications", first, Jobs.body(first));
            }
            wire.post("/v1/publications", token, Jobs.body(token));
            log(admin, "none");
            return read(token, textFrom(door.log(), offset));
        }
    }

    private static void log(Connection admin, String statements) throws SQLException {
        try (var statement = admin.createStatement()) {
            statement.execute("ALTER SYSTEM SET log_statement = '" + statements + "'");
            statement.execute("SELECT pg_reload_conf()");
            statement.execute("SELECT pg_sleep(0.5)");
        }
    }

    /** Reads the committed transaction that had this token among its parameters; other sessions may have logged in between. */
    static Recording read(String token, String log) {
        // PostgreSQL begins the further lines of an entry with a tab.
        var entries = List.of(log.replace("\n\t", "\u0001").split("\n", -1)).stream()
                .map(entry -> entry.replace('\u0001', '\n'))
                .toList();
        return new Recording(transactionWith(token, entries), token);
    }

    private static String textFrom(Path log, long offset) throws IOException {
        var bytes = Files.readAllBytes(log);
        return new String(bytes, (int) offset, bytes.length - (int) offset, StandardCharsets.UTF_8);
    }

    private static List<Statement> transactionWith(String token, List<String> entries) {
        Map<String, List<Statement>> open = new HashMap<>();
        for (var entry : entries) {
            var found = ENTRY.matcher(entry);
            if (!found.matches()) {
                continue;
            }
            var running = open.computeIfAbsent(found.group(1), _ -> new ArrayList<>());
            var executed = EXECUTED.matcher(found.group(3));
            if (found.group(2).equals("DETAIL") && !running.isEmpty()) {
                var last = running.removeLast();
                running.add(new Statement(last.sql(), parameters(found.group(3))));
            } else if (executed.matches()) {
                var sql = executed.group(1).strip();
                switch (sql) {
                    case "BEGIN" -> running.clear();
                    case "COMMIT" -> {
                        if (running.stream()
                                .anyMatch(statement -> statement.parameters().contains(token))) {
                            return List.copyOf(running);
                        }
                        running.clear();
                    }
                    default -> running.add(new Statement(sql, List.of()));
                }
            }
        }
        throw new IllegalStateException("the log of PostgreSQL has no transaction that accepted " + token);
    }

    private static List<@Nullable String> parameters(String detail) {
        var values = new ArrayList<@Nullable String>();
        var found = PARAMETER.matcher(detail);
        while (found.find()) {
            values.add(found.group(1) != null ? null : found.group(2).replace("''", "'"));
        }
        return values;
    }
}

package dev.colophon.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.RepositoryFiles;
import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.process.Command;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** That the roles' passwords, which the container's script says to the database, are not overheard by the role that may listen. */
@ExtendWith(PostgresExtension.class)
class BootstrapPasswordsTest {

    /** The script with stand-ins: secrets are made up, bootstrap.sql is empty, and psql writes down what it is to carry out. */
    private static final String SAID_TO_PSQL = """
            cat() { case "$1" in /run/secrets/*) echo "secret-of-${1##*/}" ;; esac; }
            psql() { case "$*" in *" -f "*) ;; *) command cat ;; esac; }
            POSTGRES_USER=postgres POSTGRES_DB=colophon
            . "$0"
            """;

    private static final String OVERHEARD = "SELECT query FROM pg_stat_activity WHERE pid = %d";

    private final PostgresServer server;

    BootstrapPasswordsTest(PostgresServer server) {
        this.server = server;
    }

    @Test
    void the_relay_reads_no_password_in_what_the_session_asks_that_sets_them() throws SQLException {
        var script = RepositoryFiles.resolve("infra/compose/postgres/10-colophon.sh");
        var said = Command.tryRun(List.of("bash", "-c", SAID_TO_PSQL, script.toString()), Duration.ofSeconds(30));
        var overheard = new ArrayList<String>();
        try (var setting = server.superuser().getConnection();
                var listening = server.as("outbox_relay").getConnection()) {
            var pid = Integer.parseInt(ask(setting, "SELECT pg_backend_pid()"));
            assertThat(ask(listening, OVERHEARD.formatted(pid))).contains("pg_backend_pid");
            for (var line : said.output().lines().toList()) {
                try (var statement = setting.createStatement()) {
                    statement.execute(line);
                }
                overheard.add(ask(listening, OVERHEARD.formatted(pid)));
            }
        }

        assertThat(said.output().lines())
                .filteredOn(line -> line.contains("'secret-of-database_"))
                .hasSize(8);
        assertThat(overheard).noneMatch(query -> query.contains("secret"));
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}

package dev.colophon.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.testkit.RepositoryFiles;
import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * That nobody changes, or puts another in the place of, the functions of the relay's schema that run with the rights of a superuser or
 * of whoever calls them: its owner, who makes tables and functions of its own there, would have all of those rights.
 */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(PostgresExtension.class)
class BootstrapFunctionsTest {

    private static final String OWNER = "outbox_relay_owner";
    private static final String FUNCTIONS = """
            SELECT p.oid::regprocedure FROM pg_proc p
             WHERE p.pronamespace = 'outbox_relay'::regnamespace AND p.proname = ANY ('{make_day, drop_day, day_of,
                   prepare_outbox, enrol_outbox, divide_outbox}') AND pg_get_userbyid(p.proowner) <> 'postgres'
            """;

    private final PostgresServer server;

    BootstrapFunctionsTest(PostgresServer server) {
        this.server = server;
        for (var service : Service.values()) {
            server.migrate(service.module());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP SCHEMA outbox_relay CASCADE",
                "ALTER SCHEMA outbox_relay RENAME TO elsewhere",
                "DROP FUNCTION outbox_relay.prepare_outbox(regclass)",
                "DROP FUNCTION outbox_relay.enrol_outbox(regclass)",
                "DROP FUNCTION outbox_relay.make_day(regclass, date)",
                "ALTER FUNCTION outbox_relay.prepare_outbox(regclass) RENAME TO aside",
                "ALTER FUNCTION outbox_relay.enrol_outbox(regclass) SET search_path = outbox_relay",
                "CREATE OR REPLACE FUNCTION outbox_relay.prepare_outbox(outbox regclass) RETURNS void LANGUAGE sql"
                        + " AS 'ALTER ROLE outbox_relay_owner SUPERUSER'"
            })
    void the_relays_owner_cannot_replace_what_runs_as_a_superuser(String attempt) throws SQLException {
        try (var connection = server.as(OWNER).getConnection()) {
            connection.setAutoCommit(false);

            assertThatThrownBy(() -> run(connection, attempt)).hasMessageContaining("must be owner");
        }
    }

    @Test
    void the_relays_owner_cannot_put_a_function_of_the_same_name_before_one_that_an_outboxs_owner_runs()
            throws SQLException {
        try (var connection = server.superuser().getConnection()) {
            connection.setAutoCommit(false);
            run(connection, "SET LOCAL ROLE " + OWNER);
            run(connection, """
                    CREATE FUNCTION outbox_relay.make_day(outbox text, day date) RETURNS boolean LANGUAGE plpgsql AS $$
                    BEGIN RAISE EXCEPTION 'sprung by %', current_user; END $$""");
            run(connection, "SET LOCAL ROLE outbox_relay");

            assertThatCode(() -> run(connection, "SELECT publish_api.make_outbox_day(current_date + 300)"))
                    .doesNotThrowAnyException();
            connection.rollback();
        }
    }

    @Test
    void the_relays_owner_still_makes_and_shows_tables_of_its_own() throws SQLException {
        try (var connection = server.as(OWNER).getConnection()) {
            connection.setAutoCommit(false);
            run(connection, "CREATE TABLE outbox_relay.of_a_later_release (word text)");
            run(connection, "GRANT USAGE ON SCHEMA outbox_relay TO pg_monitor");
            assertThat(ask(connection, "SELECT has_schema_privilege('pg_monitor', 'outbox_relay', 'USAGE')"))
                    .containsExactly("t");
            run(connection, "GRANT SELECT ON outbox_relay.of_a_later_release TO publish_api");
            connection.rollback();
        }
    }

    @Test
    void a_database_whose_schema_is_the_relays_owners_is_taken_from_it_when_the_script_is_run_again()
            throws SQLException, IOException {
        try (var connection = server.superuser().getConnection()) {
            connection.setAutoCommit(false);
            run(connection, "SET LOCAL lock_timeout = '10s'");
            run(connection, "ALTER SCHEMA outbox_relay OWNER TO " + OWNER);
            run(connection, "ALTER FUNCTION outbox_relay.prepare_outbox(regclass) OWNER TO " + OWNER);
            givePasswords(connection);
            var script = Files.readString(RepositoryFiles.resolve("infra/postgres/bootstrap.sql"));

            run(connection, script);
            run(connection, script);

            assertThat(ask(
                            connection,
                            "SELECT pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname = 'outbox_relay'"))
                    .containsExactly("postgres");
            assertThat(ask(connection, FUNCTIONS)).isEmpty();
            connection.rollback();
        }
    }

    private void givePasswords(Connection connection) throws SQLException {
        try (var setting = connection.prepareStatement("SELECT set_config('colophon.password.' || ?, ?, true)")) {
            for (var service : Service.values()) {
                for (var role : List.of(service.schema(), service.owner())) {
                    setting.setString(1, role);
                    setting.setString(2, server.password());
                    setting.execute();
                }
            }
        }
    }

    private static List<String> ask(Connection connection, String sql) throws SQLException {
        var answers = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            while (row.next()) {
                answers.add(row.getString(1));
            }
        }
        return answers;
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

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
                        + " AS 'ALTER ROLE outbox_relay_owner SUPERUSER'",
                "CREATE OR REPLACE FUNCTION outbox_relay.enrol_outbox(outbox text) RETURNS void LANGUAGE sql AS ''",
                "CREATE OR REPLACE FUNCTION outbox_relay.divide_outbox(outbox text) RETURNS void LANGUAGE sql AS ''"
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
            run(connection, trap("make_day(outbox text, day date)"));
            run(connection, "SET LOCAL ROLE outbox_relay");

            assertThatCode(() -> run(connection, "SELECT publish_api.make_outbox_day(current_date + 300)"))
                    .doesNotThrowAnyException();
            connection.rollback();
        }
    }

    /** A migration names its outbox by a literal, which has no type yet, and each of these would take one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "outbox name",
                "outbox varchar",
                "outbox outbox_relay.words",
                "outbox anyelement",
                "VARIADIC outbox text[]"
            })
    void the_relays_owner_cannot_put_a_function_of_the_same_name_before_one_that_a_migration_calls(String parameters)
            throws SQLException {
        try (var connection = server.superuser().getConnection()) {
            connection.setAutoCommit(false);
            run(connection, "SET LOCAL lock_timeout = '10s'");
            run(connection, "SET LOCAL SESSION AUTHORIZATION " + OWNER);
            run(connection, "CREATE DOMAIN outbox_relay.words AS text");
            for (var name : List.of("enrol_outbox", "divide_outbox")) {
                run(connection, trap("%s(%s)".formatted(name, parameters)));
            }
            run(connection, "SET LOCAL SESSION AUTHORIZATION publish_api_owner");

            for (var name : List.of("enrol_outbox", "divide_outbox")) {
                var call = "SELECT outbox_relay.%s('publish_api.outbox')".formatted(name);
                assertThatCode(() -> run(connection, call)).as(call).doesNotThrowAnyException();
            }
            connection.rollback();
        }
    }

    @Test
    void a_function_with_a_default_beside_one_that_a_migration_calls_stops_the_call_and_is_not_run()
            throws SQLException {
        try (var connection = server.superuser().getConnection()) {
            connection.setAutoCommit(false);
            run(connection, "SET LOCAL SESSION AUTHORIZATION " + OWNER);
            run(connection, trap("enrol_outbox(outbox text, more int DEFAULT 1)"));
            run(connection, "SET LOCAL SESSION AUTHORIZATION publish_api_owner");

            assertThatThrownBy(() -> run(connection, "SELECT outbox_relay.enrol_outbox('publish_api.outbox')"))
                    .hasMessageContaining("is not unique");
            connection.rollback();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prepare_outbox(outbox oid)",
                "prepare_outbox(outbox regclass, more int DEFAULT 1)",
                "prepare_outbox(outbox anyelement)",
                "enrol_outbox(outbox varchar)",
                "make_day(outbox text, day date)",
                "drop_day(outbox oid, day date, OUT let_go bigint, OUT kept_for bigint)"
            })
    void what_the_relays_owner_put_beside_a_function_of_the_bootstrap_is_gone_when_the_script_is_run_again(
            String signature) throws SQLException, IOException {
        try (var connection = server.superuser().getConnection()) {
            connection.setAutoCommit(false);
            run(connection, "SET LOCAL lock_timeout = '10s'");
            run(connection, "SET LOCAL ROLE " + OWNER);
            run(connection, trap(signature));
            run(connection, "RESET ROLE");
            givePasswords(connection);
            var script = Files.readString(RepositoryFiles.resolve("infra/postgres/bootstrap.sql"));

            assertThatCode(() -> run(connection, script)).doesNotThrowAnyException();

            assertThat(ask(connection, FUNCTIONS)).isEmpty();
            connection.rollback();
        }
    }

    @Test
    void a_function_made_while_the_script_runs_is_not_the_one_that_the_script_calls() throws SQLException, IOException {
        var script = Files.readString(RepositoryFiles.resolve("infra/postgres/bootstrap.sql"));
        var calls = script.substring(script.indexOf("-- Outboxes enrolled before"));
        try (var connection = server.superuser().getConnection()) {
            connection.setAutoCommit(false);
            run(connection, "SET LOCAL lock_timeout = '10s'");
            run(connection, "SET LOCAL ROLE " + OWNER);
            run(connection, trap("prepare_outbox(outbox oid)"));
            run(connection, "RESET ROLE");

            assertThatCode(() -> run(connection, calls)).doesNotThrowAnyException();
            connection.rollback();
        }
    }

    @Test
    void the_relays_owner_makes_nothing_there_before_the_script_has_made_its_own() throws SQLException, IOException {
        var script = Files.readString(RepositoryFiles.resolve("infra/postgres/bootstrap.sql"));
        try (var connection = server.superuser().getConnection()) {
            connection.setAutoCommit(false);
            run(connection, "SET LOCAL lock_timeout = '10s'");
            givePasswords(connection);
            run(connection, script.substring(0, script.indexOf("GRANT CREATE ON SCHEMA outbox_relay")));
            run(connection, "SET LOCAL ROLE " + OWNER);

            assertThatThrownBy(() -> run(connection, trap("prepare_outbox(outbox oid)")))
                    .hasMessageContaining("permission denied for schema outbox_relay");
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

    private static String trap(String signature) {
        return """
                CREATE FUNCTION outbox_relay.%s%s LANGUAGE plpgsql AS $$
                BEGIN RAISE EXCEPTION 'sprung by %%', current_user; END $$""".formatted(signature, signature.contains("OUT ") ? "" : " RETURNS void");
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

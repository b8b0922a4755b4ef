package dev.colophon.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * That nobody has a function, which runs as somebody of more rights, read a relation of their own session in place of the one it means:
 * PostgreSQL looks among a session's temporary ones first, unless told otherwise.
 */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(PostgresExtension.class)
class TemporaryRelationsTest {

    /** Says who it runs as, wherever the catalogue's table of tables is asked for by its plain name. */
    private static final List<String> TRAP = List.of(
            """
            CREATE FUNCTION pg_temp.sprung() RETURNS boolean LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION 'sprung by %', current_user; END $$""",
            "CREATE TEMPORARY VIEW pg_class AS SELECT * FROM pg_catalog.pg_class WHERE pg_temp.sprung()",
            "GRANT SELECT ON pg_temp.pg_class TO PUBLIC");

    /** Functions of ours that run as their owner or have a path of their own, and whether pg_temp is the last of it. */
    private static final String PATHS = """
            SELECT p.oid::regprocedure,
                   EXISTS (SELECT FROM unnest(p.proconfig) AS one (setting) WHERE setting ~ '^search_path=.*, pg_temp$')
              FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
             WHERE n.nspname IN ('publish_api', 'outbox_relay', 'wordpress_publisher', 'status_projector')
               AND (p.prosecdef OR array_to_string(p.proconfig, ';') LIKE '%search_path=%')
            """;

    private final PostgresServer server;

    TemporaryRelationsTest(PostgresServer server) {
        this.server = server;
        for (var service : Service.values()) {
            server.migrate(service.module());
        }
    }

    @ParameterizedTest
    @EnumSource(names = "OUTBOX_RELAY", mode = EnumSource.Mode.EXCLUDE)
    void the_relay_cannot_set_a_trap_for_the_owner_of_an_outbox(Service service) {
        for (var call : List.of("make_outbox_day(current_date + 300)", "drop_outbox_day(current_date - 300)")) {
            assertThatCode(() -> callOverTheTrap("outbox_relay", "SELECT %s.%s".formatted(service.schema(), call)))
                    .as(call)
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_owner_cannot_set_a_trap_for_the_superuser(Service service) {
        var enrol = "SELECT outbox_relay.enrol_outbox('%s.outbox')".formatted(service.schema());

        assertThatCode(() -> callOverTheTrap(service.owner(), enrol)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void no_role_makes_a_temporary_relation(Service service) {
        for (var role : List.of(service.schema(), service.owner())) {
            assertThatThrownBy(() -> run(role, "CREATE TEMPORARY TABLE planted (word text)"))
                    .hasMessageContaining("permission denied to create temporary tables");
        }
    }

    @Test
    void every_function_that_runs_as_its_owner_or_has_a_path_looks_among_temporary_relations_last()
            throws SQLException {
        var last = new TreeMap<String, Boolean>();
        try (var connection = server.superuser().getConnection();
                var query = connection.prepareStatement(PATHS);
                var row = query.executeQuery()) {
            while (row.next()) {
                last.put(row.getString(1), row.getBoolean(2));
            }
        }

        assertThat(last).hasSizeGreaterThan(15).doesNotContainValue(false);
    }

    /** Makes a call as a role that may make temporary relations after all, and has made some; all of it is taken back. */
    private void callOverTheTrap(String role, String call) throws SQLException {
        run("postgres", "GRANT TEMPORARY ON DATABASE colophon TO " + role);
        try (var connection = server.as(role).getConnection()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                for (var step : TRAP) {
                    statement.execute(step);
                }
                statement.execute(call);
            } finally {
                connection.rollback();
            }
        } finally {
            run("postgres", "REVOKE TEMPORARY ON DATABASE colophon FROM " + role);
        }
    }

    private void run(String role, String sql) throws SQLException {
        try (var connection = server.as(role).getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

package dev.colophon.testkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class PostgresServerTest {

    private final PostgresServer server;

    PostgresServerTest(PostgresServer server) {
        this.server = server;
    }

    @BeforeEach
    void an_owners_table() throws SQLException {
        run(server.as("publish_api_owner"), "CREATE TABLE IF NOT EXISTS kept (word text)");
        server.clear("publish_api");
    }

    @Test
    void rows_and_the_slot_survive_a_restart() throws SQLException {
        run(server.as("publish_api_owner"), "INSERT INTO kept VALUES ('restart')");

        server.restart();

        assertThat(ask("SELECT word FROM publish_api.kept")).isEqualTo("restart");
        assertThat(ask("SELECT wal_status FROM pg_replication_slots WHERE slot_name = 'colophon_outbox'"))
                .isEqualTo("reserved");
    }

    @Test
    void committed_rows_and_the_slot_survive_a_kill() throws SQLException {
        run(server.as("publish_api_owner"), "INSERT INTO kept VALUES ('kill')");

        server.kill();
        assertThat(server.isRunning()).isFalse();
        server.start();

        assertThat(ask("SELECT word FROM publish_api.kept")).isEqualTo("kill");
        assertThat(ask("SELECT wal_status FROM pg_replication_slots WHERE slot_name = 'colophon_outbox'"))
                .isEqualTo("reserved");
    }

    @Test
    void the_server_comes_back_while_sessions_of_its_killed_predecessor_still_end() throws SQLException {
        run(server.as("publish_api_owner"), "INSERT INTO kept VALUES ('orphaned')");
        try (Connection session = server.superuser().getConnection()) {
            assertThat(session.isValid(5)).isTrue();

            server.running().orElseThrow().destroyForcibly();
            await().until(() -> !server.isRunning());
            server.start();
        }

        assertThat(ask("SELECT word FROM publish_api.kept")).isEqualTo("orphaned");
    }

    @Test
    void a_second_object_on_the_same_folder_finds_the_running_server() {
        PostgresServer other = new PostgresServer(PostgresSettings.in(server.folder(), 0, server.password()));

        other.start();

        assertThat(other.port()).isEqualTo(server.port());
        assertThat(other.running()).isEqualTo(server.running());
    }

    @Test
    void a_recycled_process_id_in_the_pid_file_does_not_stop_the_start() throws Exception {
        server.stop();
        Files.writeString(
                server.folder().resolve("data/postmaster.pid"),
                ProcessHandle.current().pid() + "\n");

        assertThat(server.isRunning()).isFalse();
        server.start();

        assertThat(ask("SELECT 1")).isEqualTo("1");
    }

    @Test
    void bootstrap_may_run_again() {
        server.bootstrap();

        assertThat(server.isRunning()).isTrue();
    }

    @Test
    void settings_are_those_that_the_relay_needs() throws SQLException {
        assertThat(ask("SHOW wal_level")).isEqualTo("logical");
        assertThat(ask("SHOW fsync")).isEqualTo("on");
        assertThat(ask("SHOW listen_addresses")).isEqualTo("127.0.0.1");
    }

    @Test
    void every_role_waits_for_the_disk_even_where_the_server_would_not() throws SQLException {
        run(server.superuser(), "ALTER ROLE publish_api SET synchronous_commit = off");

        assertThatThrownBy(() ->
                        new ColophonDatabase(server.port(), server.password()).requireSynchronousCommit("publish_api"))
                .hasMessageContaining("a crash could take a commit back");

        server.bootstrap();
        assertThat(ask(server.as("publish_api"), "SHOW synchronous_commit")).isEqualTo("on");
    }

    @Test
    void a_run_time_role_can_make_no_table() {
        for (String role : new String[] {"publish_api", "outbox_relay", "wordpress_publisher", "status_projector"}) {
            assertThatThrownBy(() -> run(server.as(role), "CREATE TABLE mine (id int)"))
                    .as(role)
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> run(server.as(role), "CREATE TABLE public.mine (id int)"))
                    .as(role)
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void clear_empties_tables_that_refuse_deletion_and_keeps_flyways_history() throws SQLException {
        run(server.as("publish_api_owner"), """
                CREATE TABLE IF NOT EXISTS flyway_schema_history (version text);
                TRUNCATE flyway_schema_history;
                INSERT INTO flyway_schema_history VALUES ('1');
                CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
                  $$ BEGIN RAISE EXCEPTION 'append only'; END $$;
                DROP TABLE IF EXISTS log;
                CREATE TABLE log (id int PRIMARY KEY);
                CREATE TRIGGER append_only BEFORE DELETE ON log FOR EACH ROW EXECUTE FUNCTION refuse();
                INSERT INTO log VALUES (1);
                """);

        server.clear("publish_api");

        assertThat(ask("SELECT count(*) FROM publish_api.log")).isEqualTo("0");
        assertThat(ask("SELECT count(*) FROM publish_api.flyway_schema_history"))
                .isEqualTo("1");
        run(server.as("publish_api_owner"), "DROP TABLE flyway_schema_history, log");
    }

    @Test
    void a_services_migrations_run_as_its_owner_and_only_once() throws SQLException {
        server.migrate("status-projector");
        server.migrate("status-projector");

        assertThat(
                        ask(
                                "SELECT tableowner FROM pg_tables WHERE schemaname = 'status_projector' AND tablename = 'outbox'"))
                .isEqualTo("status_projector_owner");
        server.clear("status_projector");
        assertThat(ask("SELECT count(*) > 0 FROM status_projector.flyway_schema_history"))
                .isEqualTo("t");
    }

    private String ask(String sql) throws SQLException {
        return ask(server.superuser(), sql);
    }

    private static String ask(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).as(sql).isTrue();
            return row.getString(1);
        }
    }

    private static void run(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

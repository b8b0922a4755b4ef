package dev.colophon.testkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.testkit.RepositoryFiles;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class EnrolOutboxTest {

    private static final String OUTBOX = """
            CREATE TABLE outbox (
              id uuid PRIMARY KEY, topic text NOT NULL, message_key text NOT NULL, type text NOT NULL,
              source text NOT NULL, sequence bigint NOT NULL, occurred_at timestamptz NOT NULL, traceparent text,
              payload text NOT NULL, created_at timestamptz NOT NULL DEFAULT clock_timestamp())""";
    private static final String ENROL = "SELECT outbox_relay.enrol_outbox('publish_api.outbox')";
    private static final String ROW = """
            INSERT INTO outbox (id, topic, message_key, type, source, sequence, occurred_at, payload)
            VALUES (gen_random_uuid(), 't', 'k', 't', 's', %d, now(), '{}')""";

    private static final String IN_THREE_DAYS = """
            INSERT INTO outbox (id, topic, message_key, type, source, sequence, occurred_at, payload, created_at)
            VALUES (gen_random_uuid(), 't', 'k', 't', 's', 9, now(), '{}', (current_date + 3) + interval '12 hours')""";
    private static final String ENROLLED =
            "SELECT count(*) FROM pg_publication_tables WHERE pubname = 'colophon_outbox' AND schemaname = 'publish_api'";

    private final PostgresServer server;
    private final DataSource owner;

    EnrolOutboxTest(PostgresServer server) {
        this.server = server;
        this.owner = server.as("publish_api_owner");
    }

    @AfterEach
    void drop() throws SQLException {
        run(owner, "DROP TABLE IF EXISTS outbox");
    }

    @Test
    void an_owner_enrols_its_outbox_and_the_relay_may_read_it_but_not_write() throws SQLException {
        run(owner, OUTBOX);

        run(owner, ENROL);
        run(owner, ENROL);

        assertThat(ask(ENROLLED)).isEqualTo("1");
        DataSource relay = server.as("outbox_relay");
        run(relay, "SELECT * FROM publish_api.outbox");
        assertThatThrownBy(() -> run(relay, "DELETE FROM publish_api.outbox"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void an_outbox_is_divided_into_days_where_it_stands_and_only_its_relay_may_tell_the_days() throws SQLException {
        run(owner, OUTBOX + ";ALTER TABLE outbox ADD UNIQUE (topic, message_key, sequence)");
        run(owner, "GRANT SELECT, INSERT ON outbox TO publish_api");
        run(owner, ENROL);
        run(server.as("publish_api"), ROW.formatted(1));
        String where = ask("SELECT ctid FROM publish_api.outbox");

        run(owner, "SELECT outbox_relay.divide_outbox('publish_api.outbox')");
        run(owner, "SELECT outbox_relay.divide_outbox('publish_api.outbox')");

        run(owner, "GRANT SELECT, INSERT ON outbox TO publish_api");
        assertThat(ask("SELECT ctid FROM publish_api.outbox")).isEqualTo(where);
        assertThat(ask("SELECT string_agg(tablename, ' ') FROM pg_publication_tables"
                        + " WHERE pubname = 'colophon_outbox' AND schemaname = 'publish_api'"))
                .isEqualTo("outbox");
        assertThat(ask("SELECT count(*) FROM pg_class c, aclexplode(c.relacl) a WHERE a.grantee <> c.relowner"
                        + " AND c.oid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = 'publish_api.outbox'::regclass)"
                        + " AND c.relname <> 'outbox_default'"))
                .isEqualTo("0");
        run(server.as("publish_api"), ROW.formatted(2));
        assertThatThrownBy(() -> run(server.as("publish_api"), ROW.formatted(2)))
                .hasMessageContaining("duplicate key");
        run(server.as("outbox_relay"), "SELECT publish_api.make_outbox_day(current_date + 3)");
        run(server.as("publish_api"), IN_THREE_DAYS);
        assertThatThrownBy(() -> run(server.as("publish_api"), IN_THREE_DAYS)).hasMessageContaining("duplicate key");
        assertThatThrownBy(() -> run(server.as("publish_api"), "SELECT publish_api.make_outbox_day(current_date + 4)"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void another_owner_cannot_enrol_it() throws SQLException {
        run(owner, OUTBOX);
        // The stranger can see the table: it is the function that refuses.
        run(owner, "GRANT USAGE ON SCHEMA publish_api TO status_projector_owner");

        assertThatThrownBy(() -> run(server.as("status_projector_owner"), ENROL))
                .hasMessageContaining("only its owner publish_api_owner can enrol");

        run(owner, "REVOKE USAGE ON SCHEMA publish_api FROM status_projector_owner");
        assertThat(ask(ENROLLED)).isEqualTo("0");
    }

    @Test
    void a_table_of_other_columns_is_refused_with_what_was_found() throws SQLException {
        run(owner, OUTBOX);
        run(owner, "ALTER TABLE outbox DROP COLUMN traceparent");

        assertThatThrownBy(() -> run(owner, ENROL)).hasMessageContaining("are not those of an outbox");

        assertThat(ask(ENROLLED)).isEqualTo("0");
    }

    @Test
    void a_run_time_role_cannot_enrol_anything() throws SQLException {
        run(owner, OUTBOX);

        assertThatThrownBy(() -> run(server.as("publish_api"), ENROL)).hasMessageContaining("permission denied");
    }

    @Test
    void bootstrap_refuses_to_go_on_without_a_password() throws Exception {
        String script = Files.readString(RepositoryFiles.resolve("infra/postgres/bootstrap.sql"));

        assertThatThrownBy(() -> run(server.superuser(), script)).hasMessageContaining("no password for role");
    }

    private String ask(String sql) throws SQLException {
        try (Connection connection = server.superuser().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
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

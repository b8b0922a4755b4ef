package dev.colophon.statusprojector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Each service's run-time role, at each table and view of the others: it tries every one, and gets what its owner grants it. */
@NullUnmarked
@ExtendWith(PostgresExtension.class)
class ServiceRolesTest {

    /** No right to it; and what nobody can do, since it is a view: truncate it, or write through one that is no plain selection. */
    private static final Set<String> REFUSED = Set.of("42501", "42809", "55000");

    /** What a role may read beside its own schema. Whoever is to read more says so here. */
    private static final Map<String, Set<String>> MAY_READ = Map.of(
            "publish_api",
            Set.of(
                    "outbox_relay.intake_v1",
                    "status_projector.publication_status_v1",
                    "status_projector.publication_timeline_v1",
                    "status_projector.publication_timeline_v2"),
            "outbox_relay",
            Set.of("publish_api.outbox", "wordpress_publisher.outbox", "status_projector.outbox"),
            "wordpress_publisher",
            Set.of(
                    "publish_api.site_access_v1",
                    "publish_api.site_credentials_v1",
                    "publish_api.upload_v1",
                    "status_projector.publication_posts_v1"),
            "status_projector",
            Set.of(
                    "outbox_relay.observed_v1",
                    "outbox_relay.parked_row_v1",
                    "publish_api.job_state_v1",
                    "wordpress_publisher.ledger_state_v1",
                    "wordpress_publisher.reconcile_state_v1"));

    private final PostgresServer postgres;

    ServiceRolesTest(PostgresServer postgres) {
        this.postgres = postgres;
    }

    @BeforeEach
    void schemas() {
        List.of("publish-api", "wordpress-publisher", "status-projector", "outbox-relay")
                .forEach(postgres::migrate);
    }

    @ParameterizedTest
    @ValueSource(strings = {"publish_api", "outbox_relay", "wordpress_publisher", "status_projector"})
    void a_service_reads_of_the_others_what_they_publish_for_it_and_writes_nothing(String role) throws SQLException {
        var readable = new TreeSet<String>();
        var writable = new ArrayList<String>();
        List<String> foreign = relationsBeside(role);

        try (Connection connection = postgres.as(role).getConnection()) {
            for (String relation : foreign) {
                if (may(connection, "SELECT 1 FROM " + relation + " LIMIT 0")) {
                    readable.add(relation);
                }
                for (String write :
                        List.of("INSERT INTO %s DEFAULT VALUES", "DELETE FROM %s WHERE false", "TRUNCATE %s")) {
                    if (may(connection, write.formatted(relation))) {
                        writable.add(write.formatted(relation));
                    }
                }
            }
        }

        assertThat(foreign).hasSizeGreaterThan(20);
        assertThat(readable).isEqualTo(MAY_READ.get(role));
        assertThat(writable).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"publish_api", "outbox_relay", "wordpress_publisher", "status_projector"})
    void a_service_defines_nothing_and_becomes_nobody(String role) throws SQLException {
        try (Connection connection = postgres.as(role).getConnection()) {
            for (String definition : List.of(
                    "CREATE TABLE " + role + ".planted (word text)",
                    "CREATE TABLE public.planted (word text)",
                    "CREATE TEMPORARY TABLE planted (word text)",
                    "CREATE SCHEMA planted",
                    "CREATE ROLE planted",
                    "DROP TABLE " + role + ".flyway_schema_history",
                    "ALTER TABLE " + role + ".flyway_schema_history ADD COLUMN planted text",
                    "SET ROLE " + role + "_owner",
                    "SET session_replication_role = replica")) {
                assertThat(may(connection, definition))
                        .as(role + ": " + definition)
                        .isFalse();
            }
        }
    }

    private List<String> relationsBeside(String role) {
        return new JdbcTemplate(postgres.superuser()).queryForList("""
                SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'v', 'p') AND n.nspname <> ?
                  AND n.nspname IN ('publish_api', 'outbox_relay', 'wordpress_publisher', 'status_projector')
                ORDER BY 1""", String.class, role);
    }

    /** Whether the role may; any other error than a refusal is one after it was let in. Leaves nothing behind. */
    private static boolean may(Connection connection, String sql) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return true;
        } catch (SQLException failed) {
            return !REFUSED.contains(failed.getSQLState());
        } finally {
            connection.rollback();
        }
    }
}

package dev.colophon.statusprojector.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.colophon.statusprojector.project.ProjectEvents;
import dev.colophon.statusprojector.project.Stories;
import dev.colophon.testkit.postgres.PostgresServer;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** A database that is not what the service counts on: it projects nothing, and an operator is told why. */
@NullUnmarked
@OperationsTest
class UnfitDatabaseTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ProjectEvents projectEvents;
    private final JdbcTemplate service;
    private final HikariDataSource pool;
    private final PostgresServer postgres;
    private final Operator operator;

    UnfitDatabaseTest(
            @Autowired ProjectEvents projectEvents,
            @Autowired JdbcTemplate service,
            @Autowired HikariDataSource pool,
            @LocalServerPort int port,
            PostgresServer postgres) {
        this.projectEvents = projectEvents;
        this.service = service;
        this.pool = pool;
        this.postgres = postgres;
        this.operator = new Operator(port);
    }

    @BeforeEach
    void clear() {
        postgres.clear("status_projector");
    }

    @AfterEach
    void close() {
        operator.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"probe", "publication_event", "publication_status"})
    void while_a_policy_hides_rows_nothing_is_projected_and_the_cause_is_named(String table) {
        assertThat(operator.get("/operations/v1/database", 200).path("code").isNull())
                .isTrue();

        unfit(
                "DATABASE_ROWS_HIDDEN",
                "ALTER TABLE status_projector." + table + " ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE status_projector." + table + " DISABLE ROW LEVEL SECURITY");
    }

    @ParameterizedTest
    @CsvSource({
        "DATABASE_ISOLATION, default_transaction_isolation = serializable",
        "DATABASE_READ_ONLY, default_transaction_read_only = on"
    })
    void while_its_role_begins_at_another_isolation_or_only_reads_nothing_is_projected(String code, String setting) {
        unfit(
                code,
                "ALTER ROLE status_projector SET " + setting,
                "ALTER ROLE status_projector RESET " + setting.substring(0, setting.indexOf(' ')));
    }

    private void unfit(String code, String breaks, String mends) {
        var superuser = new JdbcTemplate(postgres.superuser());
        var late = UUID.randomUUID();
        var begun = superuser.queryForObject("SELECT clock_timestamp()", OffsetDateTime.class);
        superuser.execute(breaks);
        try {
            awaitNewSessions(superuser);

            // That the use is put on record fails where the role only reads: the door is shut then.
            if (!code.equals("DATABASE_READ_ONLY")) {
                assertThat(operator.get("/operations/v1/database", 200)
                                .path("code")
                                .asString())
                        .isEqualTo(code);
            }
            assertThatThrownBy(() -> projectEvents.project(Stories.published(late)))
                    .hasMessageContaining(code);
        } finally {
            superuser.execute(mends);
            awaitNewSessions(superuser);
            endSessionsOfOthersSince(begun, superuser);
        }
        assertThat(projectEvents.project(Stories.published(late)).appended()).isNotEmpty();
    }

    /** Those that other tests' pools have opened meanwhile would keep what they began with. */
    private static void endSessionsOfOthersSince(OffsetDateTime then, JdbcTemplate superuser) {
        superuser.query(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE usename = 'status_projector' AND application_name <> ? AND backend_start >= ?",
                row -> {},
                OperationsTest.SESSIONS,
                then);
    }

    /** A session that was just beginning keeps what it began with, and joins the pool after all others were sent away. */
    private void awaitNewSessions(JdbcTemplate superuser) {
        assertThat(service.queryForObject("SELECT current_setting('application_name')", String.class))
                .isEqualTo(OperationsTest.SESSIONS);
        var now = superuser.queryForObject("SELECT clock_timestamp()", OffsetDateTime.class);
        await("the end of every session that began before").atMost(PATIENCE).until(() -> {
            pool.getHikariPoolMXBean().softEvictConnections();
            var older = "SELECT count(*) FROM pg_stat_activity WHERE application_name = ? AND backend_start < ?";
            return Objects.equals(superuser.queryForObject(older, Long.class, OperationsTest.SESSIONS, now), 0L);
        });
    }
}

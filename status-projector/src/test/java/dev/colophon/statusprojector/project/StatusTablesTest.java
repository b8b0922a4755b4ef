package dev.colophon.statusprojector.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the tables refuse by themselves, whoever writes, and who may read what. */
@NullUnmarked
@ExtendWith(PostgresExtension.class)
@SpringBootTest(
        webEnvironment = WebEnvironment.NONE,
        properties = {"spring.kafka.listener.auto-startup=false", "COLOPHON_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1"})
class StatusTablesTest {

    private final ProjectEvents projectEvents;
    private final JdbcTemplate service;
    private final PostgresServer postgres;
    private final JdbcTemplate api;
    private final JdbcTemplate superuser;
    private final UUID publication = UUID.randomUUID();

    StatusTablesTest(@Autowired ProjectEvents projectEvents, @Autowired JdbcTemplate service, PostgresServer postgres) {
        this.projectEvents = projectEvents;
        this.service = service;
        this.postgres = postgres;
        this.api = new JdbcTemplate(postgres.as("publish_api"));
        this.superuser = new JdbcTemplate(postgres.superuser());
    }

    @BeforeEach
    void clear() {
        postgres.clear("status_projector");
    }

    @Test
    void the_log_cannot_be_changed_by_its_own_service_nor_by_its_owner() {
        projectEvents.project(Stories.published(publication));
        var owner = new JdbcTemplate(postgres.as("status_projector_owner"));

        for (var sql : List.of(
                "UPDATE publication_event SET kind = 'failed'",
                "DELETE FROM publication_event",
                "TRUNCATE publication_event CASCADE")) {
            assertThatThrownBy(() -> service.execute(sql))
                    .as(sql)
                    .rootCause()
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> owner.execute(sql))
                    .as(sql)
                    .rootCause()
                    .hasMessageContaining("never edited or deleted");
        }
        assertThatThrownBy(() -> service.execute("DELETE FROM outbox"))
                .rootCause()
                .hasMessageContaining("permission denied");
    }

    @Test
    void the_table_refuses_to_call_published_what_has_no_post() {
        projectEvents.project(Stories.published(publication));

        for (var lie : List.of(
                "external_id = NULL, external_url = NULL",
                "external_url = NULL",
                "status = 'failed', published_revision = NULL, reason_code = 'X', reason_detail = ''",
                "published_revision = NULL",
                "status = 'done'",
                "update_status = 'failed', requested_revision = 2",
                "requested_revision = 2")) {
            assertThatThrownBy(() -> superuser.update("UPDATE status_projector.publication_status SET " + lie))
                    .as(lie)
                    .isInstanceOf(DataIntegrityViolationException.class);
        }
    }

    @Test
    void a_number_that_was_told_is_not_given_again_even_when_its_row_has_left_the_outbox() {
        projectEvents.project(Stories.published(publication));
        superuser.update("""
                INSERT INTO status_projector.integrity_check (id, severity, state, state_since, violations, last_run_id,
                  last_started_at, first_seen_at, sequence)
                VALUES ('told', 'ticket', 'ok', now(), 0, gen_random_uuid(), now(), now(), 3)""");
        assertThat(superuser.update("DELETE FROM status_projector.outbox")).isPositive();

        for (var lower : List.of(
                "UPDATE publication_stream SET event_sequence = event_sequence - 1",
                "UPDATE publication_stream SET status_sequence = status_sequence - 1",
                "UPDATE integrity_check SET sequence = sequence - 1")) {
            assertThatThrownBy(() -> service.update(lower))
                    .as(lower)
                    .rootCause()
                    .hasMessageContaining("a number that was told is never given again");
        }
        assertThat(service.update("UPDATE publication_stream SET event_sequence = event_sequence + 1"))
                .isEqualTo(1);
        assertThat(service.update("UPDATE integrity_check SET sequence = sequence + 1"))
                .isEqualTo(1);
        assertThatThrownBy(() -> service.update("DELETE FROM publication_stream"))
                .rootCause()
                .hasMessageContaining("permission denied");
    }

    @Test
    void the_log_refuses_the_content_of_a_story() {
        projectEvents.project(Stories.published(publication));

        assertThat(service.queryForList("SELECT detail::text FROM publication_event", String.class))
                .noneMatch(detail -> detail.contains("Ships return"));
        assertThatThrownBy(() -> superuser.update("""
                        INSERT INTO status_projector.publication_event (event_id, publication_id, source, kind, generation, revision,
                          occurred_at, origin_topic, origin_partition, origin_offset, detail)
                        VALUES (gen_random_uuid(), ?, 'request', 'requested', 1, 1, now(), 't', 0, 0, '{"variant":{"html":""}}')
                        """, publication)).rootCause().hasMessageContaining("no_content");
    }

    @Test
    void other_services_read_the_views_and_nothing_else() {
        projectEvents.project(Stories.published(publication));

        for (var role : List.of("publish_api", "wordpress_publisher", "outbox_relay")) {
            var other = new JdbcTemplate(postgres.as(role));
            for (var sql : List.of(
                    "SELECT * FROM status_projector.publication_event",
                    "SELECT * FROM status_projector.publication_status",
                    "UPDATE status_projector.publication_status SET status = 'failed'",
                    "UPDATE status_projector.publication_status_v1 SET status = 'failed'",
                    "INSERT INTO status_projector.publication_stream (publication_id) VALUES (gen_random_uuid())")) {
                assertThatThrownBy(() -> other.execute(sql))
                        .as("%s: %s", role, sql)
                        .rootCause()
                        .hasMessageMatching("(?s).*(permission denied|cannot update view).*");
            }
        }
        assertThat(api.queryForList("SELECT * FROM status_projector.publication_status_v1"))
                .hasSize(1);
        assertThat(api.queryForList("SELECT * FROM status_projector.publication_timeline_v1"))
                .hasSize(4);
    }

    @Test
    void a_timeline_is_read_through_the_index() {
        var plan = superuser.execute((ConnectionCallback<String>) connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("SET enable_seqscan = off");
                var lines = new StringBuilder();
                try (var rows = statement.executeQuery(
                        "EXPLAIN SELECT * FROM status_projector.publication_timeline_v1 WHERE publication_id = '"
                                + publication + "'")) {
                    while (rows.next()) {
                        lines.append(rows.getString(1)).append('\n');
                    }
                }
                return lines.toString();
            }
        });

        assertThat(plan)
                .contains("publication_event_of_publication")
                .containsPattern("Index Cond: \\(publication_id = '");
    }
}

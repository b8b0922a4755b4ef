package dev.colophon.statusprojector.rebuild;

import static dev.colophon.statusprojector.rebuild.IncidentThree.FAULTY_BUILD;
import static dev.colophon.statusprojector.rebuild.IncidentThree.MISROUTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.statusprojector.invalidate.DecideOnEvents;
import dev.colophon.statusprojector.invalidate.Decision;
import dev.colophon.statusprojector.invalidate.PreviewImpact;
import dev.colophon.statusprojector.project.ProjectEvents;
import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The valid events of a batch are read within the transaction that has just judged thousands: PostgreSQL's statistics know nothing of
 * those judgements then. Whatever it believes, each event may cost a look at its own publication's judgements and never at all of them.
 */
@NullUnmarked
@ExtendWith(PostgresExtension.class)
@SpringBootTest(
        webEnvironment = WebEnvironment.NONE,
        properties = {"spring.kafka.listener.auto-startup=false", "COLOPHON_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1"})
class ValidEventsTest {

    /** Rows that may pass through the plan for each event that is read: itself at some nodes, and its publication's judgements. */
    private static final int ROWS_PER_EVENT = 20;

    private static final String BATCH = "SELECT * FROM valid_event WHERE publication_id = ANY ($1)";
    private static final String EXPLAIN = "EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ";
    private static final int UNTIL_ONE_PLAN_IS_KEPT = 10;

    /** When the tables were last analyzed. */
    enum Analyzed {
        WHILE_EMPTY,
        BEFORE_THE_DECISION,
        AFTER_IT
    }

    private final ProjectEvents projectEvents;
    private final PreviewImpact preview;
    private final DecideOnEvents decide;
    private final JdbcTemplate service;
    private final DataSource database;
    private final PostgresServer postgres;

    ValidEventsTest(
            @Autowired ProjectEvents projectEvents,
            @Autowired PreviewImpact preview,
            @Autowired DecideOnEvents decide,
            @Autowired JdbcTemplate service,
            @Autowired DataSource database,
            PostgresServer postgres) {
        this.projectEvents = projectEvents;
        this.preview = preview;
        this.decide = decide;
        this.service = service;
        this.database = database;
        this.postgres = postgres;
    }

    @BeforeEach
    void the_log_is_empty() {
        postgres.clear("status_projector");
    }

    @ParameterizedTest
    @EnumSource
    void are_read_at_the_cost_of_their_own_judgements(Analyzed when) throws SQLException {
        analyzedIf(when == Analyzed.WHILE_EMPTY);
        try (var connection = database.getConnection();
                var session = connection.createStatement()) {
            session.execute("PREPARE of_batch (uuid[]) AS " + BATCH);
            for (int i = 0; i < UNTIL_ONE_PLAN_IS_KEPT; i++) {
                session.execute("EXECUTE of_batch ('{}')");
            }
            IncidentThree.happen(projectEvents);
            analyzedIf(when == Analyzed.BEFORE_THE_DECISION);
            invalidate();
            analyzedIf(when == Analyzed.AFTER_IT);
            assertThat(count("standing_judgement")).isEqualTo(MISROUTED);

            assertThatItGoesEventByEvent(session, "EXECUTE of_batch ('{%s}')".formatted(batch()));
            assertThatItGoesEventByEvent(session, "SELECT * FROM valid_event");
            session.execute("DEALLOCATE of_batch");
        }
    }

    private void assertThatItGoesEventByEvent(Statement session, String question) throws SQLException {
        try (var answer = session.executeQuery(EXPLAIN + question)) {
            answer.next();
            var plan = answer.getString(1);
            assertThat(rows(new ObjectMapper().readTree(plan)))
                    .as(plan)
                    .isBetween(1_000L, ROWS_PER_EVENT * count("publication_event"));
        }
    }

    private String batch() {
        return String.join(
                ",",
                service.queryForList(
                        "SELECT publication_id::text FROM publication_status ORDER BY publication_id LIMIT 500",
                        String.class));
    }

    private void invalidate() {
        var impact = preview.ofInvalidating(FAULTY_BUILD);
        decide.invalidate(FAULTY_BUILD, new Decision(UUID.randomUUID(), "steps skipped", "ada", impact.fingerprint()));
    }

    private void analyzedIf(boolean now) {
        if (now) {
            new JdbcTemplate(postgres.superuser()).execute("ANALYZE");
        }
    }

    private long count(String table) {
        return service.queryForObject("SELECT count(*) FROM " + table, Long.class);
    }

    /** All rows that went through the plan's nodes, or were looked at and thrown away there. */
    private static long rows(JsonNode plan) {
        var own = 0L;
        if (plan.has("Actual Loops")) {
            var each = plan.path("Actual Rows").asDouble();
            for (var reason : new String[] {"Filter", "Join Filter", "Index Recheck"}) {
                each += plan.path("Rows Removed by " + reason).asDouble();
            }
            own = Math.round(each * plan.path("Actual Loops").asLong());
        }
        for (var part : plan) {
            if (part.isContainer()) {
                own += rows(part);
            }
        }
        return own;
    }
}

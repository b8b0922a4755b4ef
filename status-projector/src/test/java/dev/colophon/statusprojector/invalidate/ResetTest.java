package dev.colophon.statusprojector.invalidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.statusprojector.project.ProjectEvents;
import dev.colophon.statusprojector.project.Stories;
import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.node.ObjectNode;

/** Back to a step, as an event: nothing of the log is lost, and what is told anew goes on from there. */
@NullUnmarked
@ExtendWith(PostgresExtension.class)
@SpringBootTest(
        webEnvironment = WebEnvironment.NONE,
        properties = {"spring.kafka.listener.auto-startup=false", "COLOPHON_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1"})
class ResetTest {

    private final ProjectEvents projectEvents;
    private final PreviewImpact preview;
    private final DecideOnEvents decide;
    private final PostgresServer postgres;
    private final JdbcTemplate service;
    private final UUID publication = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();

    ResetTest(
            @Autowired ProjectEvents projectEvents,
            @Autowired PreviewImpact preview,
            @Autowired DecideOnEvents decide,
            @Autowired JdbcTemplate service,
            PostgresServer postgres) {
        this.projectEvents = projectEvents;
        this.preview = preview;
        this.decide = decide;
        this.service = service;
        this.postgres = postgres;
    }

    @BeforeEach
    void one_publication_went_round_twice_before_it_was_public_and_another_is_public_too() {
        postgres.clear("status_projector");
        projectEvents.project(twice().entries());
        projectEvents.project(Stories.published(other));
    }

    @ParameterizedTest
    @CsvSource({
        "ACCEPTED, accepted, 5",
        "CLAIMED, publishing, 2",
        "RESERVED, publishing, 1",
    })
    void it_stands_where_the_last_receipt_of_the_step_left_it(Milestone step, String status, int invalidated) {
        var untouched = status(other);

        var seen = preview.ofInvalidating(reset(step));
        var judged = reset(step, seen.fingerprint());

        assertThat(seen.events()).isEqualTo(invalidated);
        assertThat(seen.publications()).isOne();
        assertThat(seen.statusChanges()).containsExactly(Map.entry("published -> " + status, 1));
        assertThat(status(publication)).containsEntry("status", status).containsEntry("external_id", null);
        assertThat(status(other)).isEqualTo(untouched);
        assertThat(judged.decision().resetTo()).isEqualTo(step.word());
        assertThat(judged.decision().impact()).contains("\"events\": " + invalidated, "\"publications\": 1");
        assertThat(service.queryForObject(
                        "SELECT detail ->> 'resetTo' FROM publication_timeline_v2 WHERE publication_id = ? AND source = 'operator'",
                        String.class,
                        publication))
                .isEqualTo(step.word());
    }

    @Test
    void what_was_there_before_the_step_and_what_was_asked_for_stay() {
        reset(
                Milestone.RESERVED,
                preview.ofInvalidating(reset(Milestone.RESERVED)).fingerprint());

        assertThat(service.queryForList(
                        "SELECT kind FROM publication_timeline_v2 WHERE publication_id = ? AND valid AND source <> 'operator' ORDER BY position",
                        String.class,
                        publication))
                .containsExactly("requested", "claimed", "deferred", "claimed", "reserved");
    }

    @Test
    void the_same_twice_is_refused_since_nothing_is_left_to_reset() {
        reset(
                Milestone.RESERVED,
                preview.ofInvalidating(reset(Milestone.RESERVED)).fingerprint());
        var before = everything();

        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> preview.ofInvalidating(reset(Milestone.RESERVED)))
                .extracting(Refused::code)
                .isEqualTo(Refused.Code.NOTHING_SELECTED);
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void a_step_that_was_never_reached_resets_nothing() {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> preview.ofInvalidating(reset(Milestone.SCHEDULED)))
                .extracting(Refused::code)
                .isEqualTo(Refused.Code.NOTHING_SELECTED);
    }

    @Test
    void a_receipt_in_conflict_proves_no_step() {
        projectEvents.project(twice().receipt("reserved", value -> {
                    ((ObjectNode) value.get("post")).put("id", 99);
                    return value;
                })
                .entries()
                .subList(6, 7));
        assertThat(service.queryForObject("SELECT count(*) FROM publication_conflict", Long.class))
                .as("the second post is one")
                .isOne();

        var seen = preview.ofInvalidating(reset(Milestone.RESERVED));

        assertThat(seen.eventsByKind()).containsExactly(Map.entry("published", 1), Map.entry("reserved", 1));
    }

    @Test
    void what_the_publisher_tells_anew_goes_on_from_there_and_no_post_is_another_one() {
        reset(
                Milestone.RESERVED,
                preview.ofInvalidating(reset(Milestone.RESERVED)).fingerprint());

        projectEvents.project(twice().receipt("published").entries().subList(6, 7));

        assertThat(status(publication)).containsEntry("status", "published").containsEntry("external_id", "4711");
        assertThat(service.queryForObject("SELECT count(*) FROM publication_conflict", Long.class))
                .isZero();
    }

    @Test
    void it_is_taken_back_like_any_decision() {
        var before = status(publication);
        var judged = reset(
                Milestone.ACCEPTED,
                preview.ofInvalidating(reset(Milestone.ACCEPTED)).fingerprint());
        var back = preview.ofReinstating(judged.decision().id());

        decide.reinstate(
                judged.decision().id(), new Decision(UUID.randomUUID(), "it was right", "ada", back.fingerprint()));

        assertThat(status(publication)).isEqualTo(before);
    }

    @Test
    void a_predicate_means_the_publications_that_have_such_an_event() {
        var deferred = new Selection(
                null, null, null, null, Set.of("deferred"), null, null, null, null, null, null, null, null, null);

        var seen = preview.ofInvalidating(new Reset(Milestone.CLAIMED, deferred));

        assertThat(seen.publications()).isOne();
        assertThat(seen.eventsByKind()).containsExactly(Map.entry("published", 1), Map.entry("reserved", 1));
    }

    @Test
    void the_database_knows_the_steps_and_refuses_a_reversal_that_resets() {
        for (var values : List.of("NULL, 'sent'", "'00000000-0000-0000-0000-000000000001', 'claimed'")) {
            assertThatThrownBy(() -> service.update(
                            """
                            INSERT INTO invalidation (invalidation_id, reverses, reset_to, reason, author, selection, fingerprint,
                              impact, decided_at)
                            SELECT gen_random_uuid(), v.*, 'r', 'a', '{}', repeat('0', 64), '{}', now()
                            FROM (SELECT %s) v
                            """.formatted(values.replace("NULL", "NULL::uuid").replace("01'", "01'::uuid"))))
                    .isInstanceOf(DataIntegrityViolationException.class)
                    .hasMessageMatching("(?s).*(invalidation_reset_to_check|what_is_taken_back_resets_nothing).*");
        }
    }

    /** Asked for, claimed, deferred, claimed, reserved, published. */
    private Stories twice() {
        return Stories.of(publication)
                .requested()
                .receipt("claimed")
                .receipt("deferred")
                .receipt("claimed")
                .receipt("reserved")
                .receipt("published");
    }

    private Reset reset(Milestone step) {
        return new Reset(
                step,
                new Selection(
                        null,
                        Set.of(publication),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    private Judged reset(Milestone step, String fingerprint) {
        return decide.invalidate(reset(step), new Decision(UUID.randomUUID(), "not believed", "ada", fingerprint));
    }

    private Map<String, Object> status(UUID of) {
        return service.queryForMap(
                "SELECT status, update_status, external_id, external_url, published_revision, last_event_id FROM publication_status WHERE publication_id = ?",
                of);
    }

    private List<String> everything() {
        return service.queryForList("""
                SELECT to_jsonb(e)::text FROM publication_event e UNION ALL SELECT to_jsonb(s)::text FROM publication_status s
                UNION ALL SELECT to_jsonb(o)::text FROM outbox o ORDER BY 1
                """, String.class);
    }
}

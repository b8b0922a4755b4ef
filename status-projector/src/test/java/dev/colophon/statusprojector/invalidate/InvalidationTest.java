package dev.colophon.statusprojector.invalidate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.statusprojector.Contracts;
import dev.colophon.statusprojector.project.LogEntry;
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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.node.ObjectNode;

/** One poisoned event, and every path by which it could be read. */
@NullUnmarked
@ExtendWith(PostgresExtension.class)
@SpringBootTest(
        webEnvironment = WebEnvironment.NONE,
        properties = {"spring.kafka.listener.auto-startup=false", "COLOPHON_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1"})
class InvalidationTest {

    private static final String EVENT = "dev.colophon.publication.event.v1";

    private final ProjectEvents projectEvents;
    private final PreviewImpact preview;
    private final DecideOnEvents decide;
    private final PostgresServer postgres;
    private final JdbcTemplate service;
    private final JdbcTemplate api;
    private final UUID publication = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();

    InvalidationTest(
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
        this.api = new JdbcTemplate(postgres.as("publish_api"));
    }

    @BeforeEach
    void two_publications_are_public() {
        postgres.clear("status_projector");
        projectEvents.project(Stories.published(publication));
        projectEvents.project(Stories.published(other));
    }

    @Test
    void a_preview_counts_what_would_change_and_changes_nothing() {
        var before = everything();

        var impact = preview.ofInvalidating(theReceiptThatSaysPublished());

        assertThat(impact.events()).isEqualTo(1);
        assertThat(impact.publications()).isEqualTo(1);
        assertThat(impact.eventsByKind()).containsExactly(Map.entry("published", 1));
        assertThat(impact.eventsBySite()).hasSize(1);
        assertThat(impact.statusChanges()).containsExactly(Map.entry("published -> publishing", 1));
        assertThat(preview.ofInvalidating(theReceiptThatSaysPublished())).isEqualTo(impact);
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void the_status_follows_at_once_and_nothing_else_does() {
        var untouched = status(other);

        var judged = invalidate(theReceiptThatSaysPublished());

        assertThat(status(publication)).containsEntry("status", "publishing").containsEntry("external_id", null);
        assertThat(status(other)).isEqualTo(untouched);
        assertThat(judged.corrected()).isEqualTo(1);
        assertThat(judged.announced()).isEqualTo(1);
    }

    @Test
    void subscribers_are_told_that_what_they_heard_was_wrong() {
        invalidate(theReceiptThatSaysPublished());

        var last = service.queryForMap("""
                SELECT * FROM outbox WHERE topic = 'publishing.events.v1' AND message_key = ? ORDER BY sequence DESC LIMIT 1
                """, publication.toString());
        var latest = service.queryForObject("""
                SELECT payload FROM outbox WHERE topic = 'publishing.status.v1' AND message_key = ?
                ORDER BY sequence DESC LIMIT 1
                """, String.class, publication.toString());

        assertThat(last).containsEntry("type", "dev.colophon.publication.corrected.v1");
        assertThat(Contracts.errors(EVENT, (String) last.get("payload"))).isEmpty();
        assertThat((String) last.get("payload"))
                .contains("\"status\":\"publishing\"", "\"causationId\":\"" + judgement() + "\"");
        assertThat(latest).contains("\"status\":\"publishing\"");
        assertThat(service.queryForObject(
                        "SELECT max(sequence) - count(*) FROM outbox WHERE topic = 'publishing.events.v1' AND message_key = ?",
                        Long.class,
                        publication.toString()))
                .as("numbers have no gaps")
                .isZero();
    }

    @Test
    void what_comes_after_it_is_folded_without_it() {
        invalidate(theReceiptThatSaysPublished());

        projectEvents.project(story().receipt("deferred").entries().subList(4, 5));

        assertThat(status(publication)).containsEntry("status", "deferred").containsEntry("external_id", null);
    }

    @Test
    void an_invalidated_event_that_is_delivered_again_stays_invalidated() {
        invalidate(theReceiptThatSaysPublished());
        var before = everything();

        projectEvents.project(Stories.published(publication));

        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void a_conflict_that_an_invalidated_event_caused_is_gone() {
        projectEvents.project(second());
        var poisoned = Stories.id(publication, 5);
        assertThat(service.queryForList("SELECT event_id FROM publication_conflict", UUID.class))
                .containsExactly(poisoned);

        invalidate(Selections.ofEvents(Set.of(poisoned)));

        assertThat(service.queryForList("SELECT event_id FROM publication_conflict"))
                .isEmpty();
        assertThat(status(publication)).containsEntry("external_id", "4711");
    }

    @Test
    void the_timeline_that_readers_believe_leaves_it_out_and_the_whole_one_shows_it_with_the_reason() {
        invalidate(theReceiptThatSaysPublished());

        assertThat(api.queryForList(
                        "SELECT kind FROM status_projector.publication_timeline_v1 WHERE publication_id = ? ORDER BY position",
                        String.class,
                        publication))
                .containsExactly("requested", "claimed", "reserved");
        var whole = api.queryForList(
                "SELECT * FROM status_projector.publication_timeline_v2 WHERE publication_id = ? ORDER BY position",
                publication);
        assertThat(whole)
                .extracting(row -> row.get("kind"))
                .containsExactly("requested", "claimed", "reserved", "published", "invalidated");
        assertThat(whole.get(3))
                .containsEntry("valid", false)
                .containsEntry("invalidation_reason", "misrouted by build 0.9")
                .containsEntry("invalidation_author", "ada")
                .containsEntry("invalidated_by", judgement());
        assertThat(whole.get(2)).containsEntry("valid", true).containsEntry("invalidation_reason", null);
    }

    @Test
    void undone_everything_is_as_it_was_and_both_decisions_stay_on_record() {
        var before =
                service.queryForList("SELECT (to_jsonb(s) - 'updated_at')::text FROM publication_status s ORDER BY 1");
        var decision = invalidate(theReceiptThatSaysPublished()).decision();

        var undone = decide.reinstate(
                decision.id(),
                new Decision(
                        UUID.randomUUID(),
                        "the receipt was right",
                        "grace",
                        preview.ofReinstating(decision.id()).fingerprint()));

        assertThat(service.queryForList(
                        "SELECT (to_jsonb(s) - 'updated_at')::text FROM publication_status s ORDER BY 1"))
                .isEqualTo(before);
        assertThat(undone.impact().statusChanges()).containsExactly(Map.entry("publishing -> published", 1));
        assertThat(service.queryForList(
                        "SELECT kind FROM publication_event WHERE source = 'operator' ORDER BY kind", String.class))
                .containsExactly("invalidated", "reinstated");
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> preview.ofReinstating(decision.id()))
                .extracting(Refused::code)
                .isEqualTo(Refused.Code.REVERSED_ALREADY);
    }

    @Test
    void an_event_against_which_two_decisions_stand_holds_again_only_without_both() {
        var first = invalidate(theReceiptThatSaysPublished()).decision();
        var twice = service.update("""
                WITH again AS (INSERT INTO invalidation SELECT gen_random_uuid(), NULL, 'again', 'ada', selection, fingerprint,
                  impact, decided_at FROM invalidation RETURNING invalidation_id)
                INSERT INTO publication_event (event_id, publication_id, source, kind, occurred_at, detail, invalidation_id, targets)
                SELECT gen_random_uuid(), e.publication_id, 'operator', 'invalidated', e.occurred_at, e.detail, again.invalidation_id,
                  e.targets FROM publication_event e, again WHERE e.kind = 'invalidated'
                """);
        assertThat(twice).isEqualTo(1);

        var impact = preview.ofReinstating(first.id());
        decide.reinstate(first.id(), new Decision(UUID.randomUUID(), "one was enough", "ada", impact.fingerprint()));

        assertThat(impact.events()).isZero();
        assertThat(status(publication)).containsEntry("status", "publishing");
    }

    @Test
    void what_is_committed_is_what_was_seen() {
        var seen = preview.ofInvalidating(selectionOfBuild("0.1.0"));
        projectEvents.project(story().receipt("deferred").entries().subList(4, 5));
        var before = everything();

        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> decide.invalidate(
                        selectionOfBuild("0.1.0"),
                        new Decision(UUID.randomUUID(), "seen before", "ada", seen.fingerprint())))
                .extracting(Refused::code)
                .isEqualTo(Refused.Code.PREVIEW_OUTDATED);

        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void a_publication_is_not_left_without_a_valid_event() {
        var all = new Selection(
                null, Set.of(publication), null, null, null, null, null, null, null, null, null, null, null, null);
        var impact = preview.ofInvalidating(all);
        assertThat(impact.vanishing()).containsExactly(publication);

        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> invalidate(all))
                .extracting(Refused::code)
                .isEqualTo(Refused.Code.STATUS_WOULD_VANISH);
    }

    @Test
    void nothing_is_selected_by_nothing_nor_by_what_is_not_there_nor_twice() {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> new Selection(
                        null, null, null, null, null, null, null, null, null, null, null, null, null, null))
                .extracting(Refused::code)
                .isEqualTo(Refused.Code.SELECTION_EMPTY);
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> preview.ofInvalidating(selectionOfBuild("7")))
                .extracting(Refused::code)
                .isEqualTo(Refused.Code.NOTHING_SELECTED);
        invalidate(theReceiptThatSaysPublished());
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> preview.ofInvalidating(theReceiptThatSaysPublished()))
                .extracting(Refused::code)
                .isEqualTo(Refused.Code.NOTHING_SELECTED);
    }

    @Test
    void a_decision_without_reason_or_author_is_refused_by_the_tables_too() {
        invalidate(theReceiptThatSaysPublished());

        for (var gap : List.of("'', 'ada'", "'why', ' '", "NULL, 'ada'")) {
            assertThatThrownBy(() -> service.update("""
                            INSERT INTO invalidation (invalidation_id, reason, author, selection, fingerprint, impact, decided_at)
                            SELECT gen_random_uuid(), %s, '{}', fingerprint, '{}', now() FROM invalidation
                            """.formatted(gap)))
                    .as(gap)
                    .isInstanceOf(DataIntegrityViolationException.class);
        }
        for (var detail : List.of("{}", "{\"reason\":\"\",\"author\":\"ada\"}", "{\"reason\":\"why\"}")) {
            assertThatThrownBy(() -> service.update("""
                            INSERT INTO publication_event (event_id, publication_id, source, kind, occurred_at, detail, invalidation_id,
                              targets)
                            SELECT gen_random_uuid(), publication_id, source, kind, occurred_at, ?::jsonb, invalidation_id, targets
                            FROM publication_event WHERE source = 'operator'
                            """, detail))
                    .as(detail)
                    .rootCause()
                    .hasMessageContaining("judgement_has_reason_and_author");
        }
        assertThatThrownBy(() -> service.update("UPDATE invalidation SET author = 'eve'"))
                .rootCause()
                .hasMessageContaining("permission denied");
    }

    private Stories story() {
        return Stories.of(publication)
                .requested()
                .receipt("claimed")
                .receipt("reserved")
                .receipt("published");
    }

    /** A receipt that names another post than the one on record. */
    private List<LogEntry> second() {
        return story().receipt("published", value -> {
                    ((ObjectNode) value.get("post")).put("id", 4712);
                    return value.put("revision", 2);
                })
                .entries()
                .subList(4, 5);
    }

    private Selection theReceiptThatSaysPublished() {
        return Selections.ofEvents(Set.of(Stories.id(publication, 4)));
    }

    private static Selection selectionOfBuild(String build) {
        return new Selection(null, null, null, null, null, null, null, null, null, null, null, null, null, build);
    }

    private Judged invalidate(Selection selection) {
        var seen = preview.ofInvalidating(selection);
        return decide.invalidate(
                selection, new Decision(UUID.randomUUID(), "misrouted by build 0.9", "ada", seen.fingerprint()));
    }

    private UUID judgement() {
        return service.queryForObject("SELECT event_id FROM publication_event WHERE kind = 'invalidated'", UUID.class);
    }

    private Map<String, Object> status(UUID of) {
        return api.queryForMap("SELECT * FROM status_projector.publication_status_v1 WHERE publication_id = ?", of);
    }

    private List<Object> everything() {
        return List.of(
                service.queryForList("SELECT * FROM publication_status ORDER BY publication_id"),
                service.queryForList("SELECT * FROM publication_conflict ORDER BY event_id"),
                service.queryForList("SELECT * FROM publication_stream ORDER BY publication_id"),
                service.queryForList("SELECT * FROM outbox ORDER BY id"),
                service.queryForList("SELECT * FROM invalidation ORDER BY 1"),
                service.queryForList("SELECT event_id FROM publication_event ORDER BY 1"));
    }
}

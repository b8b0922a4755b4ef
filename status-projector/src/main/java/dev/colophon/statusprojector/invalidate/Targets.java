package dev.colophon.statusprojector.invalidate;

import dev.colophon.statusprojector.message.Source;
import dev.colophon.statusprojector.publication.EventId;
import dev.colophon.statusprojector.publication.PublicationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/** Finds the events that a selection means, and those that a decision was about. */
@Repository
class Targets {

    private static final String MEETS = """
            (CAST(:eventIds AS text[]) IS NULL OR event_id = ANY (CAST(:eventIds AS uuid[])))
              AND (CAST(:publicationIds AS text[]) IS NULL OR publication_id = ANY (CAST(:publicationIds AS uuid[])))
              AND (CAST(:siteId AS uuid) IS NULL OR site_id = CAST(:siteId AS uuid))
              AND (CAST(:source AS text) IS NULL OR source = :source)
              AND (CAST(:kinds AS text[]) IS NULL OR kind = ANY (CAST(:kinds AS text[])))
              AND (CAST(:occurredFrom AS timestamptz) IS NULL OR occurred_at >= CAST(:occurredFrom AS timestamptz))
              AND (CAST(:occurredTo AS timestamptz) IS NULL OR occurred_at < CAST(:occurredTo AS timestamptz))
              AND (CAST(:recordedFrom AS timestamptz) IS NULL OR recorded_at >= CAST(:recordedFrom AS timestamptz))
              AND (CAST(:recordedTo AS timestamptz) IS NULL OR recorded_at < CAST(:recordedTo AS timestamptz))
              AND (CAST(:generation AS int) IS NULL OR generation = CAST(:generation AS int))
              AND (CAST(:revisionFrom AS bigint) IS NULL OR revision >= CAST(:revisionFrom AS bigint))
              AND (CAST(:revisionTo AS bigint) IS NULL OR revision <= CAST(:revisionTo AS bigint))
              AND (CAST(:code AS text) IS NULL OR problem_code = :code)
              AND (CAST(:build AS text) IS NULL OR build = :build)
            """;

    private static final String SELECTED =
            "SELECT event_id, publication_id, kind, site_id FROM valid_event WHERE " + MEETS + " LIMIT :limit";

    /** A receipt in conflict proves no step. Nothing at all is told of a publication that was only accepted. */
    private static final String AFTER_STEP =
            "WITH chosen AS (SELECT DISTINCT publication_id FROM valid_event WHERE " + MEETS + """
            ), reached AS (
              SELECT c.publication_id, CASE WHEN :step = 'accepted' THEN 0 ELSE max(r.ledger_sequence) END AS sequence
              FROM chosen c LEFT JOIN valid_receipt r
                ON r.publication_id = c.publication_id AND r.kind = :step
                  AND NOT EXISTS (SELECT FROM publication_conflict x WHERE x.event_id = r.event_id)
              GROUP BY c.publication_id
            )
            SELECT r.event_id, r.publication_id, r.kind, r.site_id
            FROM reached JOIN valid_receipt r ON r.publication_id = reached.publication_id AND r.ledger_sequence > reached.sequence
            LIMIT :limit
            """;

    /** The question for other judgements is kept out of the join, as in the view of valid events and for its reason. */
    private static final String OF_INVALIDATION = """
            SELECT e.event_id, e.publication_id, e.kind, e.site_id
            FROM standing_judgement j JOIN publication_event e ON e.publication_id = j.publication_id AND e.event_id = ANY (j.targets)
            WHERE j.invalidation_id = :invalidation
              AND NOT EXISTS (SELECT FROM standing_judgement o
                              WHERE o.publication_id = e.publication_id AND e.event_id = ANY (o.targets)
                                AND o.invalidation_id <> :invalidation OFFSET 0)
            LIMIT :limit
            """;

    private final JdbcClient jdbc;

    Targets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The valid events that are meant, at most so many, in no order. */
    List<Target> selected(Selection selection, int limit) {
        return meeting(SELECTED, selection)
                .param("limit", limit)
                .query((row, _) -> target(row))
                .list();
    }

    /** The valid receipts after the step, at most so many, in no order. */
    List<Target> after(Reset reset, int limit) {
        return meeting(AFTER_STEP, reset.publications())
                .param("step", reset.step().word())
                .param("limit", limit)
                .query((row, _) -> target(row))
                .list();
    }

    private StatementSpec meeting(String sql, Selection selection) {
        return jdbc.sql(sql)
                .param("eventIds", array(selection.eventIds()))
                .param("publicationIds", array(selection.publicationIds()))
                .param("siteId", text(selection.siteId()))
                .param("source", word(selection.source()))
                .param("kinds", array(selection.kinds()))
                .param("occurredFrom", utc(selection.occurredFrom()))
                .param("occurredTo", utc(selection.occurredTo()))
                .param("recordedFrom", utc(selection.recordedFrom()))
                .param("recordedTo", utc(selection.recordedTo()))
                .param("generation", selection.generation())
                .param("revisionFrom", selection.revisionFrom())
                .param("revisionTo", selection.revisionTo())
                .param("code", selection.code())
                .param("build", selection.build());
    }

    /** The events that would be valid again without this decision: no other one stands against them. */
    List<Target> restoredWithout(UUID invalidation, int limit) {
        return jdbc.sql(OF_INVALIDATION)
                .param("invalidation", invalidation)
                .param("limit", limit)
                .query((row, _) -> target(row))
                .list();
    }

    private static Target target(ResultSet row) throws SQLException {
        return new Target(
                new EventId(row.getObject("event_id", UUID.class)),
                new PublicationId(row.getObject("publication_id", UUID.class)),
                row.getString("kind"),
                row.getObject("site_id", UUID.class));
    }

    private static String @Nullable [] array(@Nullable Collection<?> values) {
        return values == null ? null : values.stream().map(Object::toString).toArray(String[]::new);
    }

    private static @Nullable String text(@Nullable UUID value) {
        return value == null ? null : value.toString();
    }

    private static @Nullable String word(@Nullable Source source) {
        return source == null ? null : source.word();
    }

    private static @Nullable String utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC).toString();
    }
}

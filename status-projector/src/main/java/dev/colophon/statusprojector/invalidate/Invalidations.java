package dev.colophon.statusprojector.invalidate;

import dev.colophon.statusprojector.publication.PublicationId;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The decisions: each whole in a row of its own, and an event in the log of each publication that it touches. */
@Repository
class Invalidations {

    private static final String COLUMNS = """
            SELECT d.invalidation_id, d.reverses, r.invalidation_id AS reversed_by, d.reason, d.author, d.reset_to, d.selection,
              d.impact, d.decided_at
            FROM invalidation d LEFT JOIN invalidation r ON r.reverses = d.invalidation_id
            """;

    private static final String ONE = COLUMNS + " WHERE d.invalidation_id = :id";

    private static final String NEWEST = COLUMNS + " ORDER BY d.decided_at DESC, d.invalidation_id LIMIT :limit";

    private static final String PUT = """
            INSERT INTO invalidation (invalidation_id, reverses, reason, author, reset_to, selection, fingerprint, impact, decided_at)
            VALUES (:id, :reverses, :reason, :author, :resetTo, CAST(:selection AS jsonb), :fingerprint, CAST(:impact AS jsonb), :at)
            """;

    private static final String APPEND = """
            INSERT INTO publication_event (event_id, publication_id, source, kind, occurred_at, detail, invalidation_id, targets,
              reverses)
            VALUES (:event, :publication, 'operator', :kind, :at,
              jsonb_strip_nulls(jsonb_build_object('reason', CAST(:reason AS text), 'author', CAST(:author AS text),
                                                   'resetTo', CAST(:resetTo AS text))),
              :invalidation, CAST(:targets AS uuid[]), :reverses)
            """;

    private static final String JUDGEMENTS = """
            SELECT publication_id, judgement_id FROM standing_judgement WHERE invalidation_id = :id ORDER BY publication_id
            """;

    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations batches;
    private final JsonMapper json;

    Invalidations(JdbcClient jdbc, NamedParameterJdbcOperations batches, JsonMapper json) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.json = json;
    }

    Optional<Invalidation> find(UUID id) {
        return jdbc.sql(ONE)
                .param("id", id)
                .query((row, _) -> invalidation(row))
                .optional();
    }

    List<Invalidation> newest(int limit) {
        return jdbc.sql(NEWEST)
                .param("limit", limit)
                .query((row, _) -> invalidation(row))
                .list();
    }

    /** Puts a decision against events on record, in the caller's transaction. */
    void invalidate(Decision decision, Scope scope, Impact impact, Collection<Target> targets, Instant at) {
        var resetTo = scope instanceof Reset reset ? reset.step().word() : null;
        put(decision, null, resetTo, json.writeValueAsString(scope), impact, at);
        var byPublication = new TreeMap<PublicationId, List<UUID>>();
        targets.forEach(target -> byPublication
                .computeIfAbsent(target.publication(), _ -> new ArrayList<>())
                .add(target.event().value()));
        var rows = new ArrayList<SqlParameterSource>(byPublication.size());
        byPublication.forEach((publication, events) -> rows.add(row(decision, publication, at)
                .addValue("kind", "invalidated")
                .addValue("resetTo", resetTo, Types.VARCHAR)
                .addValue(
                        "targets", events.stream().sorted().map(UUID::toString).toArray(String[]::new))
                .addValue("reverses", null, Types.OTHER)));
        append(rows);
    }

    /** Takes a decision back, in the caller's transaction. */
    void reinstate(Decision decision, UUID reversed, Impact impact, Map<PublicationId, UUID> judgements, Instant at) {
        put(decision, reversed, null, json.writeValueAsString(Map.of("invalidationId", reversed)), impact, at);
        var rows = new ArrayList<SqlParameterSource>(judgements.size());
        judgements.forEach((publication, judgement) -> rows.add(row(decision, publication, at)
                .addValue("kind", "reinstated")
                .addValue("resetTo", null, Types.VARCHAR)
                .addValue("targets", null, Types.VARCHAR)
                .addValue("reverses", judgement)));
        append(rows);
    }

    /** The event that stands for a decision in a publication's log. */
    static UUID judgement(UUID decision, PublicationId publication) {
        return UUID.nameUUIDFromBytes((decision + "/" + publication).getBytes(StandardCharsets.UTF_8));
    }

    /** The events of a decision that stands, by publication. */
    Map<PublicationId, UUID> judgements(UUID id) {
        var judgements = new TreeMap<PublicationId, UUID>();
        jdbc.sql(JUDGEMENTS).param("id", id).query(row -> {
            judgements.put(
                    new PublicationId(row.getObject("publication_id", UUID.class)),
                    row.getObject("judgement_id", UUID.class));
        });
        return judgements;
    }

    private void put(
            Decision decision,
            @Nullable UUID reverses,
            @Nullable String resetTo,
            String scope,
            Impact impact,
            Instant at) {
        jdbc.sql(PUT)
                .param("id", decision.id())
                .param("reverses", reverses)
                .param("reason", decision.reason())
                .param("author", decision.author())
                .param("resetTo", resetTo, Types.VARCHAR)
                .param("selection", scope)
                .param("fingerprint", impact.fingerprint())
                .param("impact", json.writeValueAsString(impact))
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static MapSqlParameterSource row(Decision decision, PublicationId publication, Instant at) {
        return new MapSqlParameterSource()
                .addValue("event", judgement(decision.id(), publication))
                .addValue("publication", publication.value())
                .addValue("at", at.atOffset(ZoneOffset.UTC))
                .addValue("reason", decision.reason())
                .addValue("author", decision.author())
                .addValue("invalidation", decision.id());
    }

    private void append(List<SqlParameterSource> rows) {
        if (!rows.isEmpty()) {
            batches.batchUpdate(APPEND, rows.toArray(SqlParameterSource[]::new));
        }
    }

    private static Invalidation invalidation(ResultSet row) throws SQLException {
        return new Invalidation(
                row.getObject("invalidation_id", UUID.class),
                row.getObject("reverses", UUID.class),
                row.getObject("reversed_by", UUID.class),
                row.getString("reason"),
                row.getString("author"),
                row.getString("reset_to"),
                row.getString("selection"),
                row.getString("impact"),
                row.getObject("decided_at", OffsetDateTime.class).toInstant());
    }
}

package dev.colophon.publishapi.status;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What happened to a publication, event by event, as the projector logged it. */
@Repository
class Timelines {

    private static final String PAGE = """
            SELECT position, kind, source, generation, revision, attempt, occurred_at, recorded_at, conflict, detail
              FROM status_projector.publication_timeline_v1
             WHERE publication_id = :id AND position > :after ORDER BY position LIMIT :limit
            """;

    private final JdbcClient jdbc;
    private final ProjectedViews views;
    private final JsonMapper json;

    Timelines(JdbcClient jdbc, ProjectedViews views, JsonMapper json) {
        this.jdbc = jdbc;
        this.views = views;
        this.json = json;
    }

    List<TimelineEvent> page(PublicationId id, long after, int limit) {
        if (!views.readable()) {
            return List.of();
        }
        return jdbc.sql(PAGE)
                .param("id", id.value())
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> event(row))
                .list();
    }

    private TimelineEvent event(ResultSet row) throws SQLException {
        var detail = row.getString("detail");
        return new TimelineEvent(
                row.getLong("position"),
                row.getString("kind"),
                row.getString("source"),
                row.getInt("generation"),
                row.getLong("revision"),
                row.getObject("attempt", Integer.class),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getString("conflict"),
                detail == null ? null : json.readTree(detail));
    }

    record TimelineEvent(
            long position,
            String kind,
            String source,
            int generation,
            long revision,
            @Nullable Integer attempt,
            Instant occurredAt,
            Instant recordedAt,
            @Nullable String conflict,
            @Nullable JsonNode detail) {}
}

package dev.colophon.publishapi.status;

import dev.colophon.publishapi.status.TimelineEntry.Invalidation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What happened to a publication, event by event, as the projector logged it. */
@Repository
public class Timelines {

    private static final String ENTRIES = """
            SELECT event_id, position, kind, source, generation, revision, attempt, occurred_at, recorded_at, conflict, valid,
                   invalidation_reason, invalidation_author, invalidated_at, invalidated_by, detail
              FROM status_projector.publication_timeline_v2 WHERE publication_id = :id
            """;

    private static final String PAGE = ENTRIES + "AND position > :after ORDER BY position LIMIT :limit";

    private static final String INVALIDATED =
            "SELECT * FROM (" + ENTRIES + "AND NOT valid ORDER BY position DESC LIMIT :limit) newest ORDER BY position";

    private static final String NEWEST = """
            SELECT * FROM (
              SELECT position, kind, source, generation, revision, attempt, occurred_at, recorded_at, conflict, detail,
                     origin_at
                FROM status_projector.publication_timeline_v1
               WHERE publication_id = :id ORDER BY position DESC LIMIT :limit
            ) newest ORDER BY position
            """;

    private static final String POST_ON_RECORD = """
            SELECT EXISTS (SELECT FROM status_projector.publication_timeline_v1
                            WHERE publication_id = :id AND kind IN ('reserved', 'cancel_refused'))
            """;

    private static final String CANCEL_REFUSED = """
            SELECT EXISTS (SELECT FROM status_projector.publication_timeline_v1
                            WHERE publication_id = :id AND revision = :revision AND kind = 'cancel_refused')
            """;

    private final JdbcClient jdbc;
    private final ProjectedViews views;
    private final JsonMapper json;

    Timelines(JdbcClient jdbc, ProjectedViews views, JsonMapper json) {
        this.jdbc = jdbc;
        this.views = views;
        this.json = json;
    }

    /** All that was ever said, in the order of the fold; operators' decisions last. */
    List<TimelineEntry> page(PublicationId id, long after, int limit) {
        if (!views.readable()) {
            return List.of();
        }
        return jdbc.sql(PAGE)
                .param("id", id.value())
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> entry(row))
                .list();
    }

    /** What an operator has taken out, the newest of it, in its order: to be shown, never to be believed. */
    public List<TimelineEntry> invalidated(PublicationId id, int limit) {
        if (!views.readable()) {
            return List.of();
        }
        return jdbc.sql(INVALIDATED)
                .param("id", id.value())
                .param("limit", limit)
                .query((row, _) -> entry(row))
                .list();
    }

    /** The newest events that hold, in their order. */
    public List<TimelineEvent> newest(PublicationId id, int limit) {
        if (!views.readable()) {
            return List.of();
        }
        return jdbc.sql(NEWEST)
                .param("id", id.value())
                .param("limit", limit)
                .query((row, _) -> event(row))
                .list();
    }

    /** Whether a receipt tells of a post at the site, be it still a draft. */
    public boolean postOnRecord(PublicationId id) {
        return views.readable()
                && jdbc.sql(POST_ON_RECORD)
                        .param("id", id.value())
                        .query(Boolean.class)
                        .single();
    }

    /** Whether a receipt tells that the cancellation of this revision came too late. */
    public boolean cancelRefused(PublicationId id, long revision) {
        return views.readable()
                && jdbc.sql(CANCEL_REFUSED)
                        .param("id", id.value())
                        .param("revision", revision)
                        .query(Boolean.class)
                        .single();
    }

    private TimelineEvent event(ResultSet row) throws SQLException {
        var carriedAt = row.getObject("origin_at", OffsetDateTime.class);
        return new TimelineEvent(
                row.getLong("position"),
                row.getString("kind"),
                row.getString("source"),
                row.getInt("generation"),
                row.getLong("revision"),
                row.getObject("attempt", Integer.class),
                instant(row, "occurred_at"),
                instant(row, "recorded_at"),
                row.getString("conflict"),
                detail(row),
                carriedAt == null ? null : carriedAt.toInstant());
    }

    private TimelineEntry entry(ResultSet row) throws SQLException {
        var valid = row.getBoolean("valid");
        return new TimelineEntry(
                row.getObject("event_id", UUID.class),
                row.getLong("position"),
                row.getString("kind"),
                row.getString("source"),
                row.getObject("generation", Integer.class),
                row.getObject("revision", Long.class),
                row.getObject("attempt", Integer.class),
                instant(row, "occurred_at"),
                instant(row, "recorded_at"),
                row.getString("conflict"),
                valid,
                valid ? null : invalidation(row),
                detail(row));
    }

    private static Invalidation invalidation(ResultSet row) throws SQLException {
        return new Invalidation(
                row.getString("invalidation_reason"),
                row.getString("invalidation_author"),
                instant(row, "invalidated_at"),
                row.getObject("invalidated_by", UUID.class));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private @Nullable JsonNode detail(ResultSet row) throws SQLException {
        var detail = row.getString("detail");
        return detail == null ? null : json.readTree(detail);
    }

    /**
     * One event that holds, as the projector logged it.
     *
     * @param conflict why it could not be applied, if so
     * @param detail the message without the content
     * @param carriedAt when Kafka got it; null where the projector does not know
     */
    public record TimelineEvent(
            long position,
            String kind,
            String source,
            int generation,
            long revision,
            @Nullable Integer attempt,
            Instant occurredAt,
            Instant recordedAt,
            @Nullable String conflict,
            @Nullable JsonNode detail,
            @Nullable Instant carriedAt) {}
}

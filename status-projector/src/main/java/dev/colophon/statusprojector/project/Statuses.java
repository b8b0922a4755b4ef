package dev.colophon.statusprojector.project;

import dev.colophon.statusprojector.publication.PublicationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.stereotype.Repository;

/** The status of each publication, as its valid events make it. Nothing else writes it. */
@Repository
class Statuses {

    private static final String COLUMNS = """
            publication_id, site_id, story_key, placement, correlation_id, status, update_status, generation,
            requested_revision, published_revision, external_id, external_url, reason_code, reason_detail, attempts,
            next_attempt_at, status_since, last_event_id""";

    private static final String PUT = "INSERT INTO publication_status (" + COLUMNS + """
            )
            SELECT * FROM unnest(CAST(:publication AS uuid[]), CAST(:siteId AS uuid[]), CAST(:storyKey AS text[]),
              CAST(:placement AS text[]), CAST(:correlationId AS uuid[]), CAST(:status AS text[]),
              CAST(:updateStatus AS text[]), CAST(:generation AS int[]), CAST(:requestedRevision AS bigint[]),
              CAST(:publishedRevision AS bigint[]), CAST(:externalId AS text[]), CAST(:externalUrl AS text[]),
              CAST(:reasonCode AS text[]), CAST(:reasonDetail AS text[]), CAST(:attempts AS int[]),
              CAST(:nextAttemptAt AS timestamptz[]), CAST(:since AS timestamptz[]), CAST(:lastEvent AS uuid[]))
            ON CONFLICT (publication_id) DO UPDATE SET site_id = excluded.site_id, story_key = excluded.story_key,
              placement = excluded.placement, correlation_id = excluded.correlation_id, status = excluded.status,
              update_status = excluded.update_status, generation = excluded.generation,
              requested_revision = excluded.requested_revision, published_revision = excluded.published_revision,
              external_id = excluded.external_id, external_url = excluded.external_url,
              reason_code = excluded.reason_code, reason_detail = excluded.reason_detail, attempts = excluded.attempts,
              next_attempt_at = excluded.next_attempt_at, status_since = excluded.status_since,
              last_event_id = excluded.last_event_id, updated_at = clock_timestamp()
            """;

    private static final String REMOVE =
            "DELETE FROM publication_status WHERE publication_id = ANY (CAST(:publications AS uuid[]))";

    private static final String OF_PUBLICATIONS = "SELECT " + COLUMNS + """
             FROM publication_status WHERE publication_id = ANY (CAST(:publications AS uuid[]))
            """;

    private final NamedParameterJdbcOperations jdbc;

    Statuses(NamedParameterJdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    void put(List<StatusRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        var columns = new Columns<>(rows)
                .with("publication", StatusRow::publicationId)
                .with("siteId", StatusRow::siteId)
                .with("storyKey", StatusRow::storyKey)
                .with("placement", StatusRow::placement)
                .with("correlationId", StatusRow::correlationId)
                .with("status", StatusRow::status)
                .with("updateStatus", StatusRow::updateStatus)
                .with("generation", StatusRow::generation)
                .with("requestedRevision", StatusRow::requestedRevision)
                .with("publishedRevision", StatusRow::publishedRevision)
                .with("externalId", StatusRow::externalId)
                .with("externalUrl", StatusRow::externalUrl)
                .with("reasonCode", StatusRow::reasonCode)
                .with("reasonDetail", StatusRow::reasonDetail)
                .with("attempts", StatusRow::attempts)
                .with("nextAttemptAt", StatusRow::nextAttemptAt)
                .with("since", StatusRow::statusSince)
                .with("lastEvent", StatusRow::lastEventId);
        jdbc.update(PUT, columns.parameters());
    }

    /** Takes rows away that no event accounts for. */
    void remove(Collection<PublicationId> publications) {
        if (!publications.isEmpty()) {
            jdbc.update(REMOVE, PublicationIds.parameter(publications));
        }
    }

    Map<PublicationId, StatusRow> of(Collection<PublicationId> publications) {
        var rows = new HashMap<PublicationId, StatusRow>();
        jdbc.query(OF_PUBLICATIONS, PublicationIds.parameter(publications), (row, _) -> row(row))
                .forEach(row -> rows.put(new PublicationId(row.publicationId()), row));
        return rows;
    }

    private static StatusRow row(ResultSet row) throws SQLException {
        return new StatusRow(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getString(4),
                row.getObject(5, UUID.class),
                row.getString(6),
                row.getString(7),
                row.getInt(8),
                row.getLong(9),
                row.getObject(10, Long.class),
                row.getString(11),
                row.getString(12),
                row.getString(13),
                row.getString(14),
                row.getInt(15),
                instant(row.getObject(16, OffsetDateTime.class)),
                row.getObject(17, OffsetDateTime.class).toInstant(),
                row.getObject(18, UUID.class));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }
}

package dev.colophon.statusprojector.project;

import dev.colophon.statusprojector.publication.Projection;
import dev.colophon.statusprojector.publication.PublicPost;
import dev.colophon.statusprojector.publication.PublicationId;
import dev.colophon.statusprojector.publication.Reason;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.stereotype.Repository;

/** The one place where a publication's status is kept: derived from the log, and written by nobody else. */
@Repository
class Statuses {

    private static final String PUT = """
            INSERT INTO publication_status (publication_id, site_id, story_key, placement, correlation_id, status,
              update_status, generation, requested_revision, published_revision, external_id, external_url, reason_code,
              reason_detail, attempts, next_attempt_at, status_since, last_event_id)
            VALUES (:publication, :siteId, :storyKey, :placement, :correlationId, :status,
              :updateStatus, :generation, :requestedRevision, :publishedRevision, :externalId, :externalUrl, :reasonCode,
              :reasonDetail, :attempts, :nextAttemptAt, :since, :lastEvent)
            ON CONFLICT (publication_id) DO UPDATE SET site_id = excluded.site_id, story_key = excluded.story_key,
              placement = excluded.placement, correlation_id = excluded.correlation_id, status = excluded.status,
              update_status = excluded.update_status, generation = excluded.generation,
              requested_revision = excluded.requested_revision, published_revision = excluded.published_revision,
              external_id = excluded.external_id, external_url = excluded.external_url,
              reason_code = excluded.reason_code, reason_detail = excluded.reason_detail, attempts = excluded.attempts,
              next_attempt_at = excluded.next_attempt_at, status_since = excluded.status_since,
              last_event_id = excluded.last_event_id, updated_at = clock_timestamp()
            """;

    private final NamedParameterJdbcOperations jdbc;

    Statuses(NamedParameterJdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** Puts the status that the log now makes; a publication of which only conflicts are known has none. */
    void put(List<Advance> advances) {
        var rows = advances.stream()
                .flatMap(advance -> advance.after().projection().stream()
                        .map(projection -> parameters(advance.publication(), projection)))
                .toArray(SqlParameterSource[]::new);
        jdbc.batchUpdate(PUT, rows);
    }

    private static SqlParameterSource parameters(PublicationId publication, Projection projection) {
        var state = projection.state();
        var about = projection.about();
        var update = state.updateStatus();
        PublicPost external = state.external();
        Reason reason = state.reason();
        return new MapSqlParameterSource()
                .addValue("publication", publication.value())
                .addValue("siteId", about.siteId())
                .addValue("storyKey", about.storyKey(), Types.VARCHAR)
                .addValue("placement", about.placement(), Types.VARCHAR)
                .addValue("correlationId", about.correlationId(), Types.OTHER)
                .addValue("status", state.status().word())
                .addValue("updateStatus", update == null ? null : update.word(), Types.VARCHAR)
                .addValue("generation", state.newest().generation())
                .addValue("requestedRevision", state.newest().revision())
                .addValue("publishedRevision", state.publishedRevision(), Types.BIGINT)
                .addValue("externalId", external == null ? null : external.id().value(), Types.VARCHAR)
                .addValue("externalUrl", external == null ? null : external.url(), Types.VARCHAR)
                .addValue("reasonCode", reason == null ? null : reason.code(), Types.VARCHAR)
                .addValue("reasonDetail", reason == null ? null : reason.detail(), Types.VARCHAR)
                .addValue("attempts", state.attempts())
                .addValue("nextAttemptAt", utc(state.nextAttemptAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .addValue("since", utc(projection.since()), Types.TIMESTAMP_WITH_TIMEZONE)
                .addValue("lastEvent", projection.lastEvent().value());
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}

package dev.colophon.publishapi.status;

import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.outbox.Action;
import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Status of publications: this service's own record of what was asked for, joined with what the projector tells of it.
 * Where ours is newer the projector is behind, and the answer says so instead of showing an older end as the present.
 */
@Repository
public class Statuses {

    // A cancellation makes nothing untold: until its receipt comes, the revision before it is what the status speaks
    // of.
    private static final String PUBLICATIONS = """
            SELECT * FROM (
              SELECT p.id, p.client_id, s.story_key, t.key AS site_key, p.placement,
                     coalesce(v.generation, p.generation) AS generation, p.requested_revision, p.created_at,
                     newest.action AS requested_action, wanted.action AS wanted_action, wanted.requested_at,
                     v.update_status, v.published_revision, v.external_id, v.external_url, v.reason_code,
                     v.reason_detail, v.attempts, v.next_attempt_at, v.status_since, v.sequence,
                     v.status = 'published' AND p.wanted_revision > v.requested_revision AS update_pending,
                     v.publication_id IS NULL
                       OR p.wanted_revision > v.requested_revision AND v.status <> 'published' AS untold,
                     CASE WHEN v.publication_id IS NULL
                            OR p.wanted_revision > v.requested_revision AND v.status <> 'published'
                          THEN 'accepted' ELSE v.status END AS status
                FROM {publications} p
                JOIN story s ON s.id = p.story_id
                JOIN site t ON t.id = p.site_id
                JOIN publish_job newest ON newest.publication_id = p.id AND newest.superseded_at IS NULL
                JOIN publish_job wanted ON wanted.publication_id = p.id AND wanted.revision = p.wanted_revision
                LEFT JOIN {told} v ON v.publication_id = p.id
            ) publication
            """;

    private static final String TOLD = "status_projector.publication_status_v1";

    private static final String NOTHING_TOLD_YET = """
            (SELECT NULL::uuid AS publication_id, NULL::text AS status, NULL::text AS update_status,
                    NULL::int AS generation, NULL::bigint AS requested_revision, NULL::bigint AS published_revision, NULL::text AS external_id,
                    NULL::text AS external_url, NULL::text AS reason_code, NULL::text AS reason_detail,
                    NULL::int AS attempts, NULL::timestamptz AS next_attempt_at, NULL::timestamptz AS status_since,
                    NULL::bigint AS sequence WHERE false)""";

    private static final String ALL_OF_THEM = "publication";

    private static final String OF_CALLER = " AND client_id = :client";
    private static final String NEWEST_FIRST = " ORDER BY created_at DESC, id DESC";

    private final JdbcClient jdbc;
    private final ProjectedViews views;

    Statuses(JdbcClient jdbc, ProjectedViews views) {
        this.jdbc = jdbc;
        this.views = views;
    }

    /** The publication, if it exists for this caller: another client's does not. */
    public Optional<StatusResource> find(PublicationId id, Caller caller) {
        var statement = jdbc.sql(publications() + " WHERE id = :id" + (caller.seesAllClients() ? "" : OF_CALLER))
                .param("id", id.value());
        return (caller.seesAllClients()
                        ? statement
                        : statement.param("client", caller.id().value()))
                .query((row, _) -> resource(row))
                .optional();
    }

    /** These publications. Who asks has made sure that they exist for whoever reads the answer. */
    public List<StatusResource> all(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(publications() + " WHERE id IN (:ids)")
                .param("ids", ids)
                .query((row, _) -> resource(row))
                .list();
    }

    /** The refusal of an id that does not exist for its caller. */
    public static ProblemException notFound() {
        return new ProblemException(
                ProblemCode.NOT_FOUND, "No publication of this id exists among those of this API key's client.");
    }

    /** A page of the caller's publications, the newest first. */
    List<Listed> list(StatusFilter filter, Caller caller) {
        var page = PageOfPublications.of(filter, caller);
        return jdbc.sql(publications("(" + page.statement() + ")") + NEWEST_FIRST)
                .params(page.params())
                .query((row, _) -> new Listed(
                        new Cursor(instant(row, "created_at"), row.getObject("id", UUID.class)), resource(row)))
                .list();
    }

    private String publications() {
        return publications(ALL_OF_THEM);
    }

    private String publications(String which) {
        return PUBLICATIONS
                .replace("{publications}", which)
                .replace("{told}", views.readable() ? TOLD : NOTHING_TOLD_YET);
    }

    private static StatusResource resource(ResultSet row) throws SQLException {
        var id = new PublicationId(row.getObject("id", UUID.class));
        var untold = row.getBoolean("untold");
        var status = Status.of(row.getString("status")).orElseThrow();
        var updateStatus =
                row.getBoolean("update_pending") ? "pending" : untold ? null : row.getString("update_status");
        var reasonCode = untold ? null : row.getString("reason_code");
        var externalId = row.getString("external_id");
        var newest = Action.of(row.getString("requested_action"));
        var situation = new Situation(
                status, updateStatus, externalId != null, newest, Action.of(row.getString("wanted_action")));
        return new StatusResource(
                id.value(),
                row.getString("story_key"),
                row.getString("site_key"),
                row.getString("placement"),
                status,
                updateStatus,
                StatusResource.done(status, updateStatus),
                row.getInt("generation"),
                row.getLong("requested_revision"),
                newest.text(),
                row.getObject("published_revision", Long.class),
                externalId,
                row.getString("external_url"),
                reasonCode == null ? null : new StatusResource.Reason(reasonCode, row.getString("reason_detail")),
                untold ? 0 : row.getInt("attempts"),
                untold ? null : instantOrNull(row, "next_attempt_at"),
                untold ? instant(row, "requested_at") : instant(row, "status_since"),
                row.getLong("sequence"),
                StatusResource.Links.of(id, situation));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    record Listed(Cursor cursor, StatusResource publication) {}
}

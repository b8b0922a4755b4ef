package dev.colophon.publishapi.status;

import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.outbox.Action;
import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private static final String EACH = "publication";

    // A page is chosen by what decides about it alone, and what its rows show is looked up for those rows. Free to join
    // all of it first, PostgreSQL did so for every publication that ever failed, and read through a whole table
    // besides.

    /** By an index in the order of the page: of all, of a client, or of a site. */
    private static final String NEWEST = """
            SELECT p.* FROM publication p WHERE true {filters}
             ORDER BY p.created_at DESC, p.id DESC LIMIT :limit
            """;

    /** Likewise, for how most stories end: a page's worth of them is soon met. */
    private static final String NEWEST_OF_MANY = """
            SELECT p.* FROM {told} v JOIN publication p ON p.id = v.publication_id
             WHERE v.status = :status AND (v.status = 'published' OR p.wanted_revision <= v.requested_revision) {filters}
             ORDER BY p.created_at DESC, p.id DESC LIMIT :limit
            """;

    /**
     * All that is told to be so is found by an index, however rare, and sorted. OFFSET 0 keeps PostgreSQL from going through the publications
     * instead, the newest first, until it has met a page's worth, which may be years ago or nowhere.
     */
    private static final String NEWEST_OF_FEW = """
            SELECT p.* FROM {told} v CROSS JOIN LATERAL (SELECT * FROM publication f WHERE f.id = v.publication_id OFFSET 0) p
             WHERE v.status = :status AND p.wanted_revision <= v.requested_revision {filters}
             ORDER BY p.created_at DESC, p.id DESC LIMIT :limit
            """;

    /** Of what is untold no index can know: each publication is compared with what is told of it, once, and not one by one. */
    private static final String NEWEST_ACCEPTED = """
            SELECT * FROM (
              SELECT p.* FROM publication p LEFT JOIN {told} v ON v.publication_id = p.id
               WHERE (v.publication_id IS NULL OR v.status = 'accepted'
                      OR v.status <> 'published' AND p.wanted_revision > v.requested_revision) {filters}
              OFFSET 0
            ) p ORDER BY p.created_at DESC, p.id DESC LIMIT :limit
            """;

    private static final String OF_CALLER = " AND client_id = :client";
    private static final String AT_SITE = " AND p.site_id = (SELECT t.id FROM site t WHERE t.key = :site)";

    /** A story's key is its client's own: it is looked up client by client, by the index that there is. */
    private static final String OF_STORY =
            " AND p.story_id IN (SELECT s.id FROM client c JOIN story s ON s.client_id = c.id WHERE s.story_key = :story)";

    private static final String OLDER = " AND (created_at, id) < (:beforeAt, :beforeId)";
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
        var filters = new StringBuilder();
        var params = new HashMap<String, Object>(Map.of("limit", filter.limit()));
        if (!caller.seesAllClients()) {
            filters.append(OF_CALLER);
            params.put("client", caller.id().value());
        }
        filter.site().ifPresent(site -> {
            filters.append(AT_SITE);
            params.put("site", site);
        });
        filter.storyKey().ifPresent(story -> {
            filters.append(OF_STORY);
            params.put("story", story);
        });
        filter.after().ifPresent(after -> {
            filters.append(OLDER);
            params.put("beforeAt", after.createdAt().atOffset(ZoneOffset.UTC));
            params.put("beforeId", after.id());
        });
        var status = filter.status().flatMap(Status::of);
        status.ifPresent(wanted -> params.put("status", wanted.text()));
        var page = status.map(Statuses::newest).orElse(NEWEST);
        return jdbc.sql(publications("(" + page.replace("{filters}", filters) + ")") + NEWEST_FIRST)
                .params(params)
                .query((row, _) -> new Listed(
                        new Cursor(instant(row, "created_at"), row.getObject("id", UUID.class)), resource(row)))
                .list();
    }

    private static String newest(Status status) {
        return switch (status) {
            case ACCEPTED -> NEWEST_ACCEPTED;
            case PUBLISHED, UNPUBLISHED -> NEWEST_OF_MANY;
            case SCHEDULED, PUBLISHING, DEFERRED, UNCONFIRMED, PARKED, REMOVED, FAILED, CANCELLED -> NEWEST_OF_FEW;
        };
    }

    private String publications() {
        return publications(EACH);
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

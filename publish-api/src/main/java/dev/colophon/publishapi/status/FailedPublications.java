package dev.colophon.publishapi.status;

import dev.colophon.publishapi.site.SiteId;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The publications of a site that failed or were parked, as a whole or in their newest update, and of which nothing newer was asked
 * since. What goes on by itself, or may be public without our knowing it yet, is not among them.
 */
@Repository
public class FailedPublications {

    private static final String FAILED = """
            SELECT p.id, s.story_key, p.requested_revision
              FROM status_projector.publication_status_v1 v
              JOIN publication p ON p.id = v.publication_id
              JOIN story s ON s.id = p.story_id
             WHERE (v.status IN ('failed', 'parked') OR v.update_status IN ('failed', 'parked'))
               AND p.site_id = :site AND p.wanted_revision <= v.requested_revision AND p.id > :after
             ORDER BY p.id LIMIT :limit
            """;

    private final JdbcClient jdbc;
    private final ProjectedViews views;

    FailedPublications(JdbcClient jdbc, ProjectedViews views) {
        this.jdbc = jdbc;
        this.views = views;
    }

    /** The next ones in the order of their ids. */
    public List<Failed> at(SiteId site, PublicationId after, int limit) {
        return views.readable()
                ? jdbc.sql(FAILED)
                        .param("site", site.value())
                        .param("after", after.value())
                        .param("limit", limit)
                        .query((row, _) -> new Failed(
                                new PublicationId(row.getObject("id", UUID.class)),
                                row.getString("story_key"),
                                row.getLong("requested_revision")))
                        .list()
                : List.of();
    }

    /**
     * One of them.
     *
     * @param revision of what failed
     */
    public record Failed(PublicationId publication, String storyKey, long revision) {}
}

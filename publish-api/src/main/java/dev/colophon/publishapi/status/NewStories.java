package dev.colophon.publishapi.status;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The newest publications of all clients and how they stand: a bounded look at what flows. Updates of older ones are not among them. */
@Repository
public class NewStories {

    private static final String NEWEST = """
            SELECT p.created_at, {stands}
              FROM (SELECT id, created_at FROM publication WHERE created_at >= :since
                     ORDER BY created_at DESC, id DESC LIMIT :limit) p
            """;

    private static final String TOLD = " LEFT JOIN status_projector.publication_status_v1 v ON v.publication_id = p.id";

    private final JdbcClient jdbc;
    private final ProjectedViews views;

    NewStories(JdbcClient jdbc, ProjectedViews views) {
        this.jdbc = jdbc;
        this.views = views;
    }

    /**
     * A publication that is new.
     *
     * @param since when its status began
     */
    public record NewStory(Instant acceptedAt, Status status, Instant since) {}

    /** Those accepted since then, the newest first. */
    public List<NewStory> since(Instant since, int limit) {
        var sql = views.readable()
                ? NEWEST.replace(
                                "{stands}",
                                "coalesce(v.status, 'accepted') AS status, coalesce(v.status_since, p.created_at) AS since")
                        + TOLD
                : NEWEST.replace("{stands}", "'accepted' AS status, p.created_at AS since");
        return jdbc.sql(sql)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .query((row, _) -> new NewStory(
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        Status.of(row.getString("status")).orElseThrow(),
                        row.getObject("since", OffsetDateTime.class).toInstant()))
                .list();
    }
}

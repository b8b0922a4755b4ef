package dev.colophon.publishapi.status;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How many publications of all clients stand in each state that is no end, and since when the oldest does: a bounded look. */
@Repository
public class OpenStories {

    /** As many as are counted of a state; more are not. */
    public static final int MOST = 10_000;

    // BETWEEN and not "=": of a status that it knows only when it comes to it, PostgreSQL expects as many as of any
    // other, and would read the whole table for each. A range it expects to be small, and goes to the index.
    private static final String QUEUES = """
            SELECT w.status, o.stories, o.oldest
              FROM unnest(CAST(:statuses AS text[])) WITH ORDINALITY w (status, place)
             CROSS JOIN LATERAL (
               SELECT count(*) AS stories, min(s.status_since) AS oldest
                 FROM (SELECT v.status_since FROM status_projector.publication_status_v1 v
                        WHERE v.status BETWEEN w.status AND w.status LIMIT :most) s
             ) o WHERE o.stories > 0 ORDER BY w.place
            """;

    private static final String[] OPEN = Stream.of(Status.values())
            .filter(status -> !status.terminal())
            .map(Status::text)
            .toArray(String[]::new);

    private final JdbcClient jdbc;
    private final ProjectedViews views;

    OpenStories(JdbcClient jdbc, ProjectedViews views) {
        this.jdbc = jdbc;
        this.views = views;
    }

    /**
     * The publications in one state.
     *
     * @param stories at most {@link #MOST}
     * @param oldest since when the one of them that has been in it the longest is
     */
    public record Queue(Status status, long stories, Instant oldest) {}

    /** Those that have any, in the order in which a story goes through them. */
    public List<Queue> queues() {
        if (!views.readable()) {
            return List.of();
        }
        return jdbc.sql(QUEUES)
                .param("statuses", OPEN)
                .param("most", MOST)
                .query((row, _) -> new Queue(
                        Status.of(row.getString("status")).orElseThrow(),
                        row.getLong("stories"),
                        row.getObject("oldest", OffsetDateTime.class).toInstant()))
                .list();
    }
}

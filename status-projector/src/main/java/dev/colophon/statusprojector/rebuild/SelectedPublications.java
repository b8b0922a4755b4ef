package dev.colophon.statusprojector.rebuild;

import dev.colophon.statusprojector.publication.PublicationId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/** The publications that a rebuild is about, page by page in the order of their ids. */
@Repository
class SelectedPublications {

    /** A row of status without any event has a stream all the same: the table says so. */
    private static final String WHERE = """
            FROM publication_stream s
            WHERE (CAST(:ids AS text[]) IS NULL OR s.publication_id = ANY (CAST(:ids AS uuid[])))
              AND (:unfiltered
                   OR EXISTS (SELECT FROM publication_event e
                              WHERE e.publication_id = s.publication_id AND e.source <> 'operator'
                                AND (CAST(:site AS uuid) IS NULL OR e.site_id = CAST(:site AS uuid))
                                AND (CAST(:kind AS text) IS NULL OR e.kind = :kind)
                                AND (CAST(:from AS timestamptz) IS NULL OR e.occurred_at >= CAST(:from AS timestamptz))
                                AND (CAST(:to AS timestamptz) IS NULL OR e.occurred_at < CAST(:to AS timestamptz)))
                   OR EXISTS (SELECT FROM publication_status t
                              WHERE t.publication_id = s.publication_id AND t.site_id = CAST(:site AS uuid)))
            """;

    private static final String COUNT = "SELECT count(*) " + WHERE;

    private static final String FIRST = "SELECT s.publication_id " + WHERE + " ORDER BY s.publication_id LIMIT :limit";

    private static final String NEXT = "SELECT s.publication_id " + WHERE
            + " AND s.publication_id > CAST(:after AS uuid) ORDER BY s.publication_id LIMIT :limit";

    private final JdbcClient jdbc;

    SelectedPublications(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long count(RebuildSelection selection) {
        return with(selection, COUNT).query(Long.class).single();
    }

    /** The next ones after that one, at most so many; empty after the last. */
    List<PublicationId> next(RebuildSelection selection, Optional<PublicationId> after, int limit) {
        var page = after.map(last -> with(selection, NEXT).param("after", last.toString()))
                .orElseGet(() -> with(selection, FIRST));
        return page.param("limit", limit)
                .query((row, _) -> new PublicationId(row.getObject(1, UUID.class)))
                .list();
    }

    private StatementSpec with(RebuildSelection selection, String sql) {
        var ids = selection.publicationIds();
        var site = selection.siteId();
        return jdbc.sql(sql)
                .param(
                        "ids",
                        ids == null ? null : ids.stream().map(UUID::toString).toArray(String[]::new))
                .param("unfiltered", isUnfiltered(selection))
                .param("site", site == null ? null : site.toString())
                .param("kind", selection.kind())
                .param("from", utc(selection.occurredFrom()))
                .param("to", utc(selection.occurredTo()));
    }

    private static boolean isUnfiltered(RebuildSelection selection) {
        return selection.siteId() == null
                && selection.kind() == null
                && selection.occurredFrom() == null
                && selection.occurredTo() == null;
    }

    private static @Nullable String utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC).toString();
    }
}

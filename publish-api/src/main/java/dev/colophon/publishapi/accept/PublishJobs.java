package dev.colophon.publishapi.accept;

import dev.colophon.publishapi.hash.Sha256;
import dev.colophon.publishapi.outbox.Action;
import dev.colophon.publishapi.site.SiteDefaults;
import dev.colophon.publishapi.site.Visibility;
import dev.colophon.publishapi.status.PublicationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The newest jobs of a publication. Only reads: jobs are made by the outbox's one function. */
@Repository
class PublishJobs {

    private static final String STANDING = """
            SELECT newest.revision, newest.fingerprint, newest.variant_id,
                   newest.author_taken, newest.categories_taken, newest.visibility_taken, wanted.action AS wanted_action,
                   wanted.fingerprint AS wanted_fingerprint
              FROM publication p
              JOIN publish_job newest ON newest.publication_id = p.id AND newest.superseded_at IS NULL
              JOIN publish_job wanted ON wanted.publication_id = p.id AND wanted.revision = p.wanted_revision
             WHERE p.id = :publication
            """;

    private final JdbcClient jdbc;

    PublishJobs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a publication was last asked for; empty before its first job. */
    Optional<Standing> standing(PublicationId publication) {
        return jdbc.sql(STANDING)
                .param("publication", publication.value())
                .query((row, _) -> new Standing(
                        row.getLong("revision"),
                        Sha256.from(row.getBytes("fingerprint")),
                        row.getObject("variant_id", UUID.class),
                        taken(row),
                        Action.of(row.getString("wanted_action")),
                        Sha256.from(row.getBytes("wanted_fingerprint"))))
                .optional();
    }

    private static SiteDefaults taken(ResultSet row) throws SQLException {
        var visibility = row.getString("visibility_taken");
        return new SiteDefaults(
                row.getObject("author_taken", Long.class),
                List.of((String[]) row.getArray("categories_taken").getArray()),
                visibility == null ? null : Visibility.of(visibility).orElseThrow());
    }

    /**
     * What was last asked for.
     *
     * @param variant that the newest job carries
     * @param taken what it took of its site's defaults
     * @param wanted action of the newest job that is no cancellation
     */
    record Standing(
            long newestRevision,
            Sha256 newestFingerprint,
            UUID variant,
            SiteDefaults taken,
            Action wanted,
            Sha256 wantedFingerprint) {}
}

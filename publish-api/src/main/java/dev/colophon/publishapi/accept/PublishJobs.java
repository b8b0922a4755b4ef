package dev.colophon.publishapi.accept;

import dev.colophon.publishapi.hash.Sha256;
import dev.colophon.publishapi.outbox.Action;
import dev.colophon.publishapi.status.PublicationId;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The newest jobs of a publication. Only reads: jobs are made by the outbox's one function. */
@Repository
class PublishJobs {

    private static final String STANDING = """
            SELECT newest.action, newest.revision, newest.fingerprint, newest.variant_id, wanted.action AS wanted_action,
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
                        Action.of(row.getString("action")),
                        row.getLong("revision"),
                        Sha256.from(row.getBytes("fingerprint")),
                        row.getObject("variant_id", UUID.class),
                        Action.of(row.getString("wanted_action")),
                        Sha256.from(row.getBytes("wanted_fingerprint"))))
                .optional();
    }

    /**
     * What was last asked for.
     *
     * @param newest action of the newest job
     * @param variant that the newest job carries
     * @param wanted action of the newest job that is no cancellation
     */
    record Standing(
            Action newest,
            long newestRevision,
            Sha256 newestFingerprint,
            UUID variant,
            Action wanted,
            Sha256 wantedFingerprint) {}
}

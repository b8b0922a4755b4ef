package dev.colophon.publishapi.accept;

import dev.colophon.publishapi.hash.Sha256;
import dev.colophon.publishapi.status.PublicationId;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The live job of a publication. Only reads: jobs are made by the outbox's one function. */
@Repository
class PublishJobs {

    private static final String LIVE =
            "SELECT fingerprint FROM publish_job WHERE publication_id = :publication AND superseded_at IS NULL";

    private final JdbcClient jdbc;

    PublishJobs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What the newest job of a publication asked for; empty before the first. */
    Optional<Sha256> newestFingerprint(PublicationId publication) {
        return jdbc.sql(LIVE)
                .param("publication", publication.value())
                .query((row, _) -> Sha256.from(row.getBytes("fingerprint")))
                .optional();
    }
}

package dev.colophon.publishapi.explain;

import dev.colophon.publishapi.explain.AskedFor.Request;
import dev.colophon.publishapi.outbox.Action;
import dev.colophon.publishapi.status.PublicationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The newest jobs of a publication, with who asked for them and why. */
@Repository
class Requests {

    // At most two rows: the live job, and the wanted one if that is another.
    private static final String NEWEST = """
            SELECT j.action, j.revision, j.requested_at, j.publish_at, j.reason, c.name AS requested_by,
                   v.id AS variant_id, v.placement AS slot, v.stored_at,
                   jsonb_array_length(v.media) + CASE WHEN v.image_url IS NULL THEN 0 ELSE 1 END AS images
              FROM publication p
              JOIN publish_job j ON j.publication_id = p.id AND j.revision IN (p.requested_revision, p.wanted_revision)
              JOIN variant v ON v.id = j.variant_id
              JOIN client c ON c.id = j.requested_by
             WHERE p.id = :id ORDER BY j.revision
            """;

    private final JdbcClient jdbc;

    Requests(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    AskedFor newest(PublicationId id) {
        var found = jdbc.sql(NEWEST)
                .param("id", id.value())
                .query((row, _) -> request(row))
                .list();
        return new AskedFor(found.getLast(), found.getFirst());
    }

    private static Request request(ResultSet row) throws SQLException {
        return new Request(
                Action.of(row.getString("action")),
                row.getLong("revision"),
                row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                instantOrNull(row.getObject("publish_at", OffsetDateTime.class)),
                row.getString("requested_by"),
                row.getString("reason"),
                new Explanation.Variant(
                        row.getObject("variant_id", UUID.class),
                        row.getString("slot"),
                        row.getInt("images"),
                        row.getObject("stored_at", OffsetDateTime.class).toInstant()));
    }

    private static @Nullable Instant instantOrNull(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }
}

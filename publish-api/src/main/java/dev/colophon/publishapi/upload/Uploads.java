package dev.colophon.publishapi.upload;

import dev.colophon.publishapi.client.ClientId;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The images that clients handed in. Each belongs to one client: for others it is not there. */
@Repository
class Uploads {

    private static final String ADD = """
            WITH added AS (
              INSERT INTO upload (id, client_id, media_type, alt, caption, created_at, keep_until)
              VALUES (:id, :client, :type, :alt, :caption, :now, :until))
            INSERT INTO upload_file (upload_id, sha256, bytes) VALUES (:id, :sha256, :bytes)
            """;

    private static final String KEPT = """
            SELECT coalesce(sum(f.size), 0) FROM upload u JOIN upload_file f ON f.upload_id = u.id WHERE u.client_id = :client
            """;

    private static final String FIND = """
            SELECT u.*, f.sha256, f.size FROM upload u JOIN upload_file f ON f.upload_id = u.id
            WHERE u.id = :id AND u.client_id = :client AND u.keep_until > :now
            """;

    /** Locks it besides: whoever forgets what has ended waits, and finds that it goes on. */
    private static final String KEEP = """
            UPDATE upload u SET keep_until = greatest(u.keep_until, :until) FROM upload_file f
            WHERE u.id = :id AND u.client_id = :client AND u.keep_until > :now AND f.upload_id = u.id
            RETURNING u.*, f.sha256, f.size
            """;

    private static final String FORGET = """
            DELETE FROM upload WHERE keep_until <= :now
              AND id IN (SELECT id FROM upload WHERE keep_until <= :now ORDER BY keep_until LIMIT :limit)
            """;

    private final JdbcClient jdbc;

    Uploads(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Upload upload, ClientId client, byte[] file) {
        jdbc.sql(ADD)
                .param("id", upload.id())
                .param("client", client.value())
                .param("sha256", upload.sha256())
                .param("type", upload.mediaType())
                .param("alt", upload.alt(), Types.VARCHAR)
                .param("caption", upload.caption(), Types.VARCHAR)
                .param("now", time(upload.createdAt()))
                .param("until", time(upload.keepUntil()))
                .param("bytes", file)
                .update();
    }

    /** Bytes that are kept for the client. */
    long kept(ClientId client) {
        return jdbc.sql(KEPT).param("client", client.value()).query(Long.class).single();
    }

    Optional<Upload> find(UUID id, ClientId client, Instant now) {
        return read(
                jdbc.sql(FIND).param("id", id).param("client", client.value()).param("now", time(now)));
    }

    /** The upload, kept until then at least. */
    Optional<Upload> keep(UUID id, ClientId client, Instant until, Instant now) {
        return read(jdbc.sql(KEEP)
                .param("id", id)
                .param("client", client.value())
                .param("until", time(until))
                .param("now", time(now)));
    }

    /** Forgets up to {@code limit} of those that have ended; returns how many. */
    int forget(Instant now, int limit) {
        return jdbc.sql(FORGET).param("now", time(now)).param("limit", limit).update();
    }

    private static Optional<Upload> read(JdbcClient.StatementSpec query) {
        return query.query((row, _) -> new Upload(
                        row.getObject("id", UUID.class),
                        row.getString("sha256"),
                        row.getString("media_type"),
                        row.getInt("size"),
                        row.getString("alt"),
                        row.getString("caption"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getObject("keep_until", OffsetDateTime.class).toInstant()))
                .optional();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}

package dev.colophon.publishapi.client;

import dev.colophon.publishapi.hash.Sha256;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The hashes of clients' keys: whose they are, until when, and when they were last of use. Opens no transaction. */
@Repository
class ApiKeys {

    /** How exactly the last use is known: a write for every request would say little more. */
    static final Duration USE_RESOLUTION = Duration.ofMinutes(1);

    private static final int MAX_LISTED = 200;

    // No row lock: that would take the right to change a client, which nobody has at run time.
    private static final String HOLD = """
            SELECT pg_advisory_xact_lock(hashtextextended('keys of ' || :client, 0)) IS NULL
            """;

    private static final String ADD = """
            INSERT INTO api_key (id, client_id, sha256, created_at, expires_at)
            VALUES (:id, :client, :sha256, :now, :expiresAt)
            """;

    private static final String RECOGNISE = """
            SELECT c.id, c.name, c.role, c.html_policy, k.sha256, k.id AS key_id, k.expires_at, k.last_used_at
              FROM api_key k JOIN client c ON c.id = k.client_id
             WHERE k.sha256 = :sha256 AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > :now)
            """;

    private static final String STAMP = """
            UPDATE api_key SET last_used_at = :now WHERE id = :id AND (last_used_at IS NULL OR last_used_at < :now)
            """;

    private static final String LIST = """
            SELECT id, created_at, expires_at, last_used_at, revoked_at FROM api_key
             WHERE client_id = :client ORDER BY created_at DESC, id LIMIT
            """ + MAX_LISTED;

    private static final String FIND = """
            SELECT id, created_at, expires_at, last_used_at, revoked_at FROM api_key
             WHERE client_id = :client AND id = :id
            """;

    private static final String COUNT_VALID = """
            SELECT count(*) FROM api_key
             WHERE client_id = :client AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > :now)
            """;

    private static final String END_OTHERS = """
            UPDATE api_key SET expires_at = :end
             WHERE client_id = :client AND id <> :id AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > :end)
            """;

    private static final String REVOKE = """
            UPDATE api_key SET revoked_at = :now WHERE client_id = :client AND id = :id AND revoked_at IS NULL
            """;

    private final JdbcClient jdbc;

    ApiKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps everyone else from changing a client's keys until the caller's transaction ends. */
    void hold(ClientId client) {
        jdbc.sql(HOLD)
                .param("client", client.value().toString())
                .query(Boolean.class)
                .single();
    }

    void add(UUID id, ClientId client, ApiKey key, @Nullable Instant expiresAt, Instant now) {
        jdbc.sql(ADD)
                .param("id", id)
                .param("client", client.value())
                .param("sha256", key.sha256().bytes())
                .param("expiresAt", utcOrNull(expiresAt), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("now", utc(now))
                .update();
    }

    /**
     * Whose key this is, if it is valid now. The index is asked for a hash that nobody can steer byte by byte, and what it
     * finds is compared once more in constant time.
     */
    Optional<Recognised> recognise(ApiKey key, Instant now) {
        var sha256 = key.sha256();
        return jdbc.sql(RECOGNISE)
                .param("sha256", sha256.bytes())
                .param("now", utc(now))
                .query((row, _) -> Map.entry(Sha256.from(row.getBytes("sha256")), recognised(row)))
                .optional()
                .filter(found -> found.getKey().equals(sha256))
                .map(Map.Entry::getValue);
    }

    /** Notes the use of a key. */
    void stamp(UUID id, Instant now) {
        jdbc.sql(STAMP).param("id", id).param("now", utc(now)).update();
    }

    /** A client's keys, the newest first. */
    List<KeyRow> list(ClientId client) {
        return jdbc.sql(LIST)
                .param("client", client.value())
                .query((row, _) -> row(row))
                .list();
    }

    /** One key of a client, however many came after it. */
    Optional<KeyRow> find(ClientId client, UUID id) {
        return jdbc.sql(FIND)
                .param("client", client.value())
                .param("id", id)
                .query((row, _) -> row(row))
                .optional();
    }

    int countValid(ClientId client, Instant now) {
        return jdbc.sql(COUNT_VALID)
                .param("client", client.value())
                .param("now", utc(now))
                .query(Integer.class)
                .single();
    }

    /** Lets all other keys of a client end at an instant, if they do not end sooner. */
    void endOthers(ClientId client, UUID id, Instant end) {
        jdbc.sql(END_OTHERS)
                .param("client", client.value())
                .param("id", id)
                .param("end", utc(end))
                .update();
    }

    /** Ends a key now; one that has been revoked stays as it is. */
    void revoke(ClientId client, UUID id, Instant now) {
        jdbc.sql(REVOKE)
                .param("client", client.value())
                .param("id", id)
                .param("now", utc(now))
                .update();
    }

    private static Recognised recognised(ResultSet row) throws SQLException {
        var caller = new Caller(
                new ClientId(row.getObject("id", UUID.class)),
                row.getString("name"),
                Role.of(row.getString("role")).orElseThrow(),
                HtmlPolicy.of(row.getString("html_policy")).orElseThrow());
        return new Recognised(
                caller,
                row.getObject("key_id", UUID.class),
                instantOrNull(row, "expires_at"),
                instantOrNull(row, "last_used_at"));
    }

    private static KeyRow row(ResultSet row) throws SQLException {
        return new KeyRow(
                row.getObject("id", UUID.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instantOrNull(row, "expires_at"),
                instantOrNull(row, "last_used_at"),
                instantOrNull(row, "revoked_at"));
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable OffsetDateTime utcOrNull(@Nullable Instant at) {
        return at == null ? null : utc(at);
    }

    /** A valid key's owner, until when, and when it was last of use. */
    record Recognised(
            Caller caller,
            UUID key,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt) {

        /** Whether it has not come to its end. */
        boolean validAt(Instant now) {
            return expiresAt == null || expiresAt.isAfter(now);
        }

        /** Whether its last use is so long ago that it should be noted anew. */
        boolean unseenSince(Instant now) {
            return lastUsedAt == null || lastUsedAt.plus(USE_RESOLUTION).isBefore(now);
        }
    }

    /** A key as far as anyone may see it. */
    record KeyRow(
            UUID id,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt) {}
}

package dev.colophon.publishapi.webhook;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is to be told to webhooks and what was: queue and log in one. Opens no transaction. */
@Repository
class Deliveries {

    private static final String TELL = """
            INSERT INTO webhook_told (webhook_id, publication_id, sequence) VALUES (:webhook, :publication, :sequence)
            ON CONFLICT (webhook_id, publication_id) DO UPDATE SET sequence = excluded.sequence
              WHERE webhook_told.sequence < excluded.sequence
            """;

    private static final String ADD = """
            INSERT INTO webhook_delivery (id, webhook_id, publication_id, sequence, type, payload, state, attempts, due_at, created_at)
            VALUES (:id, :webhook, :publication, :sequence, :type, :payload, 'pending', 0, :now, :now)
            """;

    // One of each webhook at a time: a receiver that is slow holds up itself alone.
    private static final String CLAIM = """
            UPDATE webhook_delivery c SET lease_until = clock_timestamp() + :lease * interval '1 millisecond', attempts = attempts + 1
              FROM webhook w
             WHERE w.id = c.webhook_id AND c.id IN (
               SELECT d.id FROM webhook a CROSS JOIN LATERAL (
                 SELECT id FROM webhook_delivery d
                  WHERE d.webhook_id = a.id AND d.state = 'pending' AND d.due_at <= :now
                    AND (d.lease_until IS NULL OR d.lease_until < clock_timestamp())
                  ORDER BY d.due_at LIMIT 1 FOR UPDATE SKIP LOCKED) d
                WHERE a.state = 'active' AND NOT EXISTS (
                  SELECT FROM webhook_delivery l WHERE l.webhook_id = a.id AND l.lease_until > clock_timestamp())
                LIMIT :limit)
            RETURNING c.id, c.webhook_id, c.payload, c.attempts, w.url, w.secret_sealed,
              CASE WHEN w.previous_until > :now THEN w.previous_secret_sealed END AS previous_secret_sealed
            """;

    private static final String DELIVERED = """
            UPDATE webhook_delivery SET state = 'delivered', due_at = NULL, lease_until = NULL, last_status = :status,
              last_problem = NULL, last_at = :now
             WHERE id = :id AND state = 'pending'
            """;

    private static final String MISSED = """
            UPDATE webhook_delivery SET state = CASE WHEN :dueAt::timestamptz IS NULL THEN 'failed' ELSE 'pending' END,
              due_at = :dueAt, lease_until = NULL, last_status = :status, last_problem = :problem, last_at = :now
             WHERE id = :id AND state = 'pending'
            """;

    private static final String AGAIN = """
            UPDATE webhook_delivery SET state = 'pending', due_at = :now, attempts = 0
             WHERE id = :id AND webhook_id = :webhook AND lease_until IS NULL
            """;

    private static final String LOG = """
            SELECT id, type, publication_id, sequence, state, attempts, due_at, last_status, last_problem, last_at, created_at
              FROM webhook_delivery WHERE webhook_id = :webhook AND (:id::uuid IS NULL OR id = :id)
             ORDER BY created_at DESC, id LIMIT :limit
            """;

    private static final String FORGET = """
            DELETE FROM webhook_delivery WHERE ctid IN (
              SELECT ctid FROM webhook_delivery WHERE created_at < :before AND state <> 'pending' ORDER BY created_at LIMIT :limit)
            """;

    private final JdbcClient jdbc;

    Deliveries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether this state, or a later one, was not told before; from now on it was. */
    boolean tell(WebhookId webhook, UUID publication, long sequence) {
        return jdbc.sql(TELL)
                        .param("webhook", webhook.value())
                        .param("publication", publication)
                        .param("sequence", sequence)
                        .update()
                == 1;
    }

    /** {@code publication} and {@code sequence} are null for a test. */
    void add(
            UUID id,
            WebhookId webhook,
            @Nullable UUID publication,
            @Nullable Long sequence,
            String type,
            String payload,
            Instant now) {
        jdbc.sql(ADD)
                .param("id", id)
                .param("webhook", webhook.value())
                .param("publication", publication, Types.OTHER)
                .param("sequence", sequence, Types.BIGINT)
                .param("type", type)
                .param("payload", payload)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Takes what is due, at most one of each webhook, for as long as the lease. */
    List<Claimed> claim(int limit, Duration lease, Instant now) {
        return jdbc.sql(CLAIM)
                .param("limit", limit)
                .param("lease", lease.toMillis())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, _) -> new Claimed(
                        row.getObject("id", UUID.class),
                        new WebhookId(row.getObject("webhook_id", UUID.class)),
                        URI.create(row.getString("url")),
                        row.getString("payload"),
                        row.getInt("attempts"),
                        row.getBytes("secret_sealed"),
                        row.getBytes("previous_secret_sealed")))
                .list();
    }

    void delivered(UUID id, int status, Instant now) {
        jdbc.sql(DELIVERED)
                .param("id", id)
                .param("status", status)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Notes an attempt that failed; {@code dueAt} of the next one is null where there is none. */
    void missed(UUID id, @Nullable Integer status, String problem, @Nullable Instant dueAt, Instant now) {
        jdbc.sql(MISSED)
                .param("id", id)
                .param("status", status, Types.INTEGER)
                .param("problem", problem)
                .param("dueAt", dueAt == null ? null : dueAt.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Makes it due once more, under its id; false while it is being sent, or where it is not there. */
    boolean again(WebhookId webhook, UUID id, Instant now) {
        return jdbc.sql(AGAIN)
                        .param("webhook", webhook.value())
                        .param("id", id)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** The newest deliveries of a webhook. */
    List<Logged> log(WebhookId webhook, int limit) {
        return log(webhook, null, limit);
    }

    Optional<Logged> find(WebhookId webhook, UUID id) {
        return log(webhook, id, 1).stream().findFirst();
    }

    private List<Logged> log(WebhookId webhook, @Nullable UUID id, int limit) {
        return jdbc.sql(LOG)
                .param("webhook", webhook.value())
                .param("id", id, Types.OTHER)
                .param("limit", limit)
                .query((row, _) -> logged(row))
                .list();
    }

    /** Forgets up to {@code limit} ended deliveries from before then; returns how many. */
    int forget(Instant before, int limit) {
        return jdbc.sql(FORGET)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .update();
    }

    private static Logged logged(ResultSet row) throws SQLException {
        return new Logged(
                row.getObject("id", UUID.class),
                row.getString("type"),
                row.getObject("publication_id", UUID.class),
                row.getObject("sequence", Long.class),
                row.getString("state"),
                row.getInt("attempts"),
                instant(row, "due_at"),
                row.getObject("last_status", Integer.class),
                row.getString("last_problem"),
                instant(row, "last_at"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    /** A delivery in hand; the previous secret is null where none is of use any more. */
    // Byte arrays in a record are compared by identity; deliveries in hand are never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Claimed(
            UUID id,
            WebhookId webhook,
            URI url,
            String payload,
            int attempts,
            byte[] secretSealed,
            byte @Nullable [] previousSecretSealed) {}

    /** A delivery as its client sees it. */
    record Logged(
            UUID deliveryId,
            String type,
            @Nullable UUID publicationId,
            @Nullable Long sequence,
            String state,
            int attempts,
            @Nullable Instant nextAttemptAt,
            @Nullable Integer lastStatus,
            @Nullable String lastProblem,
            @Nullable Instant lastAt,
            Instant createdAt) {}
}

package dev.colophon.publishapi.webhook.delivery;

import dev.colophon.publishapi.webhook.WebhookId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/**
 * Deliveries on their way: added, claimed, settled. Leases and due times are of the database's clock alone, so that instances
 * whose clocks differ agree. Opens no transaction.
 */
@Repository
class Deliveries {

    private static final String ADD = """
            INSERT INTO webhook_delivery (id, webhook_id, event_id, event_type, publication_id, body, state, due_at,
                                          expires_at, attempts, token, created_at)
            SELECT gen_random_uuid(), w.id, e.id, e.type, e.publication, e.body, 'pending', now(),
                   now() + :giveUpAfter * interval '1 ms', 0, 0, clock_timestamp()
              FROM unnest(:ids, :types, :publications, :bodies) AS e (id, type, publication, body)
              JOIN publication p ON p.id = e.publication
              JOIN webhook w ON w.client_id = p.client_id AND w.state = 'active'
                            AND (cardinality(w.event_types) = 0 OR e.type = ANY (w.event_types))
                ON CONFLICT (webhook_id, event_id) DO NOTHING
            """;

    private static final String ADD_TEST = """
            INSERT INTO webhook_delivery (id, webhook_id, event_id, event_type, body, state, due_at, expires_at, attempts,
                                          token, created_at)
            VALUES (:id, :webhook, :event, :type, :body, 'pending', now(), now() + :giveUpAfter * interval '1 ms', 0, 0,
                    clock_timestamp())
            """;

    /** Whose turn it is: who was served longest ago. A webhook that another instance is serving just now is left to it. */
    private static final String TAKE_TURNS = """
            UPDATE webhook SET served_at = clock_timestamp()
             WHERE id IN (
               SELECT w.id FROM webhook w
                WHERE w.state = 'active'
                  AND EXISTS (SELECT FROM webhook_delivery d
                               WHERE d.webhook_id = w.id AND d.state = 'pending' AND d.due_at <= now()
                                 AND (d.lease_until IS NULL OR d.lease_until <= now()))
                  AND (SELECT count(*) FROM webhook_delivery d
                        WHERE d.webhook_id = w.id AND d.state = 'pending' AND d.lease_until > now()) < :perWebhook
                ORDER BY w.served_at, w.id LIMIT :room
                  FOR NO KEY UPDATE SKIP LOCKED)
            RETURNING id
            """;

    // A statement of its own, after the webhooks are held: so it sees what the instance before it has claimed.
    private static final String CLAIM = """
            WITH due AS MATERIALIZED (
              SELECT d.id FROM unnest(:webhooks) AS w (id) CROSS JOIN LATERAL (
                SELECT c.id FROM webhook_delivery c
                 WHERE c.webhook_id = w.id AND c.state = 'pending' AND c.due_at <= now()
                   AND (c.lease_until IS NULL OR c.lease_until <= now())
                 ORDER BY c.due_at
                 LIMIT greatest(0, :perWebhook - (SELECT count(*) FROM webhook_delivery b
                         WHERE b.webhook_id = w.id AND b.state = 'pending' AND b.lease_until > now()))
                   FOR UPDATE SKIP LOCKED) d
               LIMIT :room)
            UPDATE webhook_delivery d SET lease_until = now() + :lease * interval '1 ms', token = d.token + 1,
                   attempts = d.attempts + 1, last_attempt_at = now()
              FROM due, webhook w WHERE d.id = due.id AND w.id = d.webhook_id
            RETURNING d.id, d.webhook_id, d.event_id, d.token, d.attempts, d.body, w.url, w.secret_sealed,
                      w.former_secret_sealed, w.former_secret_until
            """;

    private static final String SETTLE = """
            UPDATE webhook_delivery SET state = :state, settled_at = clock_timestamp(), lease_until = NULL,
                   last_status = :status, last_code = :code
             WHERE id = :id AND token = :token AND state = 'pending'
            """;

    private static final String POSTPONE = """
            UPDATE webhook_delivery SET lease_until = NULL, last_status = :status, last_code = :code,
                   due_at = now() + :retryIn * interval '1 ms',
                   state = CASE WHEN now() + :retryIn * interval '1 ms' < expires_at THEN 'pending' ELSE 'exhausted' END,
                   settled_at = CASE WHEN now() + :retryIn * interval '1 ms' < expires_at THEN NULL ELSE clock_timestamp() END
             WHERE id = :id AND token = :token AND state = 'pending'
            RETURNING state
            """;

    // Held, so that no other address comes between this look and what is concluded from it.
    private static final String ADDRESS = "SELECT url FROM webhook WHERE id = :id FOR NO KEY UPDATE";

    private static final String DISABLE = """
            UPDATE webhook SET state = 'disabled', disabled_reason = 'gone', updated_at = now()
             WHERE id = :id AND state = 'active'
            """;

    private static final String AGAIN = """
            UPDATE webhook_delivery SET state = 'pending', due_at = now(), settled_at = NULL,
                   expires_at = now() + :giveUpAfter * interval '1 ms'
             WHERE id = :id AND webhook_id = :webhook
            """;

    private final JdbcClient jdbc;

    Deliveries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds what each event means for each webhook of its publication's client; what is there already stays as it is. */
    int add(List<ToldEvent> events, Duration giveUpAfter) {
        return jdbc.sql(ADD)
                .param("ids", array("uuid", events, ToldEvent::id))
                .param("types", array("text", events, ToldEvent::type))
                .param("publications", array("uuid", events, ToldEvent::publication))
                .param("bodies", array("text", events, ToldEvent::body))
                .param("giveUpAfter", giveUpAfter.toMillis())
                .update();
    }

    void addTest(UUID id, WebhookId webhook, UUID event, String type, String body, Duration giveUpAfter) {
        jdbc.sql(ADD_TEST)
                .param("id", id)
                .param("webhook", webhook.value())
                .param("event", event)
                .param("type", type)
                .param("body", body)
                .param("giveUpAfter", giveUpAfter.toMillis())
                .update();
    }

    /** Webhooks with something due, held until the caller's transaction ends. */
    List<UUID> takeTurns(int perWebhook, int room) {
        return jdbc.sql(TAKE_TURNS)
                .param("perWebhook", perWebhook)
                .param("room", room)
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    /** Deliveries of these webhooks that are due and nobody's, now the caller's until the lease ends. */
    List<DueDelivery> claim(List<UUID> webhooks, int perWebhook, int room, Duration lease) {
        return jdbc.sql(CLAIM)
                .param("webhooks", new SqlArrayValue("uuid", webhooks.toArray()))
                .param("perWebhook", perWebhook)
                .param("room", room)
                .param("lease", lease.toMillis())
                .query((row, _) -> due(row))
                .list();
    }

    /** Whether it was still this claim's to settle. */
    boolean settle(DueDelivery delivery, String state, int status, @Nullable String code) {
        return jdbc.sql(SETTLE)
                        .param("id", delivery.id())
                        .param("token", delivery.token())
                        .param("state", state)
                        .param("status", status)
                        .param("code", code, java.sql.Types.VARCHAR)
                        .update()
                == 1;
    }

    /** The state that it is in now; empty list if it was no longer this claim's to postpone. */
    List<String> postpone(DueDelivery delivery, Verdict.Failed failed) {
        return jdbc.sql(POSTPONE)
                .param("id", delivery.id())
                .param("token", delivery.token())
                .param("status", failed.status(), java.sql.Types.INTEGER)
                .param("code", failed.code())
                .param("retryIn", failed.retryIn().toMillis())
                .query((row, _) -> row.getString("state"))
                .list();
    }

    /** Whether its webhook has another address than it went to; the webhook is held until the caller's transaction ends. */
    boolean isToGoElsewhere(DueDelivery delivery) {
        return jdbc.sql(ADDRESS)
                .param("id", delivery.webhook().value())
                .query((row, _) -> !row.getString("url").equals(delivery.url()))
                .optional()
                .orElse(false);
    }

    /** Whether the webhook was active and is disabled now. */
    boolean disable(WebhookId webhook) {
        return jdbc.sql(DISABLE).param("id", webhook.value()).update() == 1;
    }

    /** Makes a delivery due now, whatever became of it; false if this webhook has none of this id. */
    boolean again(WebhookId webhook, UUID id, Duration giveUpAfter) {
        return jdbc.sql(AGAIN)
                        .param("id", id)
                        .param("webhook", webhook.value())
                        .param("giveUpAfter", giveUpAfter.toMillis())
                        .update()
                == 1;
    }

    private static DueDelivery due(ResultSet row) throws SQLException {
        var former = row.getBytes("former_secret_sealed");
        return new DueDelivery(
                row.getObject("id", UUID.class),
                new WebhookId(row.getObject("webhook_id", UUID.class)),
                row.getObject("event_id", UUID.class),
                row.getLong("token"),
                row.getInt("attempts"),
                row.getString("body"),
                row.getString("url"),
                new SealedSecret(row.getBytes("secret_sealed"), Instant.MAX),
                former == null
                        ? null
                        : new SealedSecret(
                                former,
                                row.getObject("former_secret_until", OffsetDateTime.class)
                                        .toInstant()));
    }

    private static <T> SqlArrayValue array(String type, List<T> values, Function<T, ?> part) {
        return new SqlArrayValue(type, values.stream().map(part).toArray());
    }
}

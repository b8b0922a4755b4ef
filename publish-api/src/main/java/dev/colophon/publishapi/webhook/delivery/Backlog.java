package dev.colophon.publishapi.webhook.delivery;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What waits and what has ended, all webhooks together: kept within bounds. Opens no transaction. */
@Repository
class Backlog {

    private static final String EXPIRE = """
            UPDATE webhook_delivery SET state = 'exhausted', settled_at = clock_timestamp(), lease_until = NULL,
                   last_code = coalesce(last_code, 'WEBHOOK_NOT_TRIED')
             WHERE id IN (SELECT id FROM webhook_delivery
                           WHERE state = 'pending' AND expires_at <= now() AND (lease_until IS NULL OR lease_until <= now())
                           LIMIT :batch FOR UPDATE SKIP LOCKED)
            """;

    private static final String FORGET = """
            DELETE FROM webhook_delivery
             WHERE id IN (SELECT id FROM webhook_delivery
                           WHERE state <> 'pending' AND settled_at < now() - :retention * interval '1 ms'
                           LIMIT :batch FOR UPDATE SKIP LOCKED)
            """;

    private static final String DISABLE_SWAMPED = """
            UPDATE webhook SET state = 'disabled', disabled_reason = 'backlog', updated_at = now()
             WHERE state = 'active'
               AND (SELECT count(*) FROM (SELECT FROM webhook_delivery d
                                           WHERE d.webhook_id = webhook.id AND d.state = 'pending' LIMIT :most + 1) waiting) > :most
            """;

    private static final String SIZE = """
            SELECT count(*) AS waiting, coalesce(extract(epoch FROM now() - min(due_at)), 0) AS oldest
              FROM webhook_delivery d JOIN webhook w ON w.id = d.webhook_id
             WHERE d.state = 'pending' AND d.due_at <= now() AND w.state = 'active'
            """;

    private final JdbcClient jdbc;

    Backlog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Ends what is too old to be tried; how many. */
    int expire(int batch) {
        return jdbc.sql(EXPIRE).param("batch", batch).update();
    }

    /** Forgets what ended long ago; how many. */
    int forget(Duration retention, int batch) {
        return jdbc.sql(FORGET)
                .param("retention", retention.toMillis())
                .param("batch", batch)
                .update();
    }

    /** Disables webhooks for which more than this wait; how many. */
    int disableSwamped(int most) {
        return jdbc.sql(DISABLE_SWAMPED).param("most", most).update();
    }

    Size size() {
        return jdbc.sql(SIZE)
                .query((row, _) -> new Size(row.getLong("waiting"), row.getDouble("oldest")))
                .single();
    }

    /** What is due at webhooks that are active, and for how long the oldest has been. */
    record Size(long waiting, double oldestSeconds) {}
}

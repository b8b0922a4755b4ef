package dev.colophon.publishapi.webhook.delivery;

import dev.colophon.publishapi.webhook.WebhookId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was, is and will be delivered to a webhook, for its client to read. Opens no transaction. */
@Repository
class DeliveryLog {

    private static final String COLUMNS = """
            SELECT id, event_id, event_type, publication_id, state, attempts, due_at, expires_at, last_attempt_at, last_status,
                   last_code, settled_at, created_at FROM webhook_delivery WHERE webhook_id = :webhook
            """;

    private static final String FIND = COLUMNS + " AND id = :id";

    private static final String PAGE = COLUMNS + """
               AND (CAST(:state AS text) IS NULL OR state = :state)
               AND (CAST(:beforeAt AS timestamptz) IS NULL OR (created_at, id) < (:beforeAt, :beforeId))
             ORDER BY created_at DESC, id DESC LIMIT :limit
            """;

    private final JdbcClient jdbc;

    DeliveryLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<DeliveryResource> find(WebhookId webhook, UUID id) {
        return jdbc.sql(FIND)
                .param("webhook", webhook.value())
                .param("id", id)
                .query((row, _) -> delivery(row))
                .optional();
    }

    /** The newest first. */
    List<DeliveryResource> page(WebhookId webhook, @Nullable String state, @Nullable LogPlace before, int limit) {
        return jdbc.sql(PAGE)
                .param("webhook", webhook.value())
                .param("state", state, Types.VARCHAR)
                .param(
                        "beforeAt",
                        before == null ? null : before.createdAt().atOffset(ZoneOffset.UTC),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .param("beforeId", before == null ? null : before.id(), Types.OTHER)
                .param("limit", limit)
                .query((row, _) -> delivery(row))
                .list();
    }

    private static DeliveryResource delivery(ResultSet row) throws SQLException {
        var pending = row.getString("state").equals("pending");
        return new DeliveryResource(
                row.getObject("id", UUID.class),
                row.getObject("event_id", UUID.class),
                row.getString("event_type"),
                row.getObject("publication_id", UUID.class),
                row.getString("state"),
                row.getInt("attempts"),
                row.getObject("last_status", Integer.class),
                row.getString("last_code"),
                instant(row, "last_attempt_at"),
                pending ? instant(row, "due_at") : null,
                pending ? instant(row, "expires_at") : null,
                instant(row, "settled_at"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}

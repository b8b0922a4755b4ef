package dev.colophon.publishapi.webhook;

import dev.colophon.publishapi.client.ClientId;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/** The webhooks of clients. Another client's does not exist here. Sealed secrets go in. Opens no transaction. */
@Repository
class Webhooks {

    private static final String COLUMNS = """
            id, url, event_types, state, disabled_reason, secret_set_at, former_secret_until, created_at, updated_at
            """;

    // No row lock: that would take the right to change a client, which nobody has at run time.
    private static final String HOLD = """
            SELECT pg_advisory_xact_lock(hashtextextended('webhooks of ' || :client, 0)) IS NULL
            """;

    private static final String ADD = """
            INSERT INTO webhook (id, client_id, url, event_types, state, secret_sealed, secret_set_at, served_at, created_at,
                                 updated_at)
            VALUES (:id, :client, :url, :eventTypes, 'active', :sealed, :now, :now, :now, :now)
            """;

    private static final String COUNT = "SELECT count(*) FROM webhook WHERE client_id = :client";

    private static final String LIST =
            "SELECT " + COLUMNS + " FROM webhook WHERE client_id = :client ORDER BY created_at, id";

    private static final String FIND = "SELECT " + COLUMNS + " FROM webhook WHERE client_id = :client AND id = :id";

    private static final String LOCK = FIND + " FOR NO KEY UPDATE";

    private static final String CHANGE = """
            UPDATE webhook SET url = :url, event_types = :eventTypes, updated_at = :now
             WHERE id = :id
            """;

    private static final String ENABLE = """
            UPDATE webhook SET state = 'active', disabled_reason = NULL WHERE id = :id
            """;

    private static final String DISABLE = """
            UPDATE webhook SET state = 'disabled', disabled_reason = 'client' WHERE id = :id AND state = 'active'
            """;

    private static final String ROTATE = """
            UPDATE webhook SET former_secret_sealed = secret_sealed, former_secret_until = :until,
                               secret_sealed = :sealed, secret_set_at = :now, updated_at = :now
             WHERE id = :id
            """;

    private static final String REMOVE = "DELETE FROM webhook WHERE client_id = :client AND id = :id";

    private final JdbcClient jdbc;

    Webhooks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps everyone else from adding to a client's webhooks until the caller's transaction ends. */
    void hold(ClientId client) {
        jdbc.sql(HOLD)
                .param("client", client.value().toString())
                .query(Boolean.class)
                .single();
    }

    int count(ClientId client) {
        return jdbc.sql(COUNT)
                .param("client", client.value())
                .query(Integer.class)
                .single();
    }

    void add(WebhookId id, ClientId client, WebhookRequest.Settings settings, byte[] sealed, Instant now) {
        jdbc.sql(ADD)
                .param("id", id.value())
                .param("client", client.value())
                .param("url", settings.url().toString())
                .param("eventTypes", texts(settings.eventTypes()))
                .param("sealed", sealed)
                .param("now", utc(now))
                .update();
    }

    List<Webhook> list(ClientId client) {
        return jdbc.sql(LIST)
                .param("client", client.value())
                .query((row, _) -> webhook(row))
                .list();
    }

    Optional<Webhook> find(ClientId client, WebhookId id) {
        return one(FIND, client, id);
    }

    /** The webhook, which nobody else changes until the caller's transaction ends. */
    Optional<Webhook> lock(ClientId client, WebhookId id) {
        return one(LOCK, client, id);
    }

    void change(WebhookId id, WebhookRequest.Settings settings, Instant now) {
        jdbc.sql(CHANGE)
                .param("id", id.value())
                .param("url", settings.url().toString())
                .param("eventTypes", texts(settings.eventTypes()))
                .param("now", utc(now))
                .update();
        jdbc.sql(settings.state() == WebhookState.ACTIVE ? ENABLE : DISABLE)
                .param("id", id.value())
                .update();
    }

    /** Another secret; the one before it goes on for a while, one before that ends now. */
    void rotate(WebhookId id, byte[] sealed, Instant formerUntil, Instant now) {
        jdbc.sql(ROTATE)
                .param("id", id.value())
                .param("sealed", sealed)
                .param("until", utc(formerUntil))
                .param("now", utc(now))
                .update();
    }

    /** Whether there was one to remove; its deliveries go with it. */
    boolean remove(ClientId client, WebhookId id) {
        return jdbc.sql(REMOVE)
                        .param("client", client.value())
                        .param("id", id.value())
                        .update()
                == 1;
    }

    private Optional<Webhook> one(String sql, ClientId client, WebhookId id) {
        return jdbc.sql(sql)
                .param("client", client.value())
                .param("id", id.value())
                .query((row, _) -> webhook(row))
                .optional();
    }

    private static Webhook webhook(ResultSet row) throws SQLException {
        return new Webhook(
                new WebhookId(row.getObject("id", UUID.class)),
                URI.create(row.getString("url")),
                List.of((String[]) row.getArray("event_types").getArray()),
                WebhookState.of(row.getString("state")).orElseThrow(),
                row.getString("disabled_reason"),
                row.getObject("secret_set_at", OffsetDateTime.class).toInstant(),
                instantOrNull(row, "former_secret_until"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private static SqlArrayValue texts(List<String> values) {
        return new SqlArrayValue("text", values.toArray());
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}

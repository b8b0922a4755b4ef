package dev.colophon.publishapi.webhook;

import dev.colophon.publishapi.client.ClientId;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The webhooks of clients. Sealed secrets go in and never come out but to be signed with. Opens no transaction. */
@Repository
class Webhooks {

    private static final String ANY_ACTIVE = "SELECT EXISTS (SELECT FROM webhook WHERE state = 'active')";

    private static final String HOLD = """
            SELECT pg_advisory_xact_lock(hashtextextended('webhooks of ' || :client, 0)) IS NULL
            """;

    private static final String ADD = """
            INSERT INTO webhook (id, client_id, url, state, secret_sealed, created_at)
            VALUES (:id, :client, :url, 'active', :sealed, :now)
            ON CONFLICT (client_id, url) DO NOTHING
            """;

    private static final String COUNT = "SELECT count(*) FROM webhook WHERE client_id = :client";

    private static final String OF_CLIENT = """
            SELECT id, url, state, state_reason, created_at FROM webhook WHERE client_id = :client ORDER BY created_at, id LIMIT 100
            """;

    private static final String FIND = """
            SELECT id, url, state, state_reason, created_at FROM webhook WHERE id = :id AND client_id = :client
            """;

    private static final String SET_STATE = """
            UPDATE webhook SET state = CASE WHEN :reason::text IS NULL THEN 'active' ELSE 'disabled' END, state_reason = :reason
             WHERE id = :id
            """;

    private static final String ROTATE = """
            UPDATE webhook SET previous_secret_sealed = secret_sealed, previous_until = :until, secret_sealed = :sealed
             WHERE id = :id
            """;

    private static final String REMOVE = "DELETE FROM webhook WHERE id = :id AND client_id = :client";

    private final JdbcClient jdbc;

    Webhooks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether there is anybody to be told anything. */
    boolean anyActive() {
        return jdbc.sql(ANY_ACTIVE).query(Boolean.class).single();
    }

    /** Keeps others from adding to a client's webhooks until the caller's transaction ends. */
    void hold(ClientId client) {
        jdbc.sql(HOLD)
                .param("client", client.value().toString())
                .query(Boolean.class)
                .single();
    }

    /** Whether it is new: false if the client has one of this address. */
    boolean add(WebhookId id, ClientId client, URI url, byte[] sealed, Instant now) {
        return jdbc.sql(ADD)
                        .param("id", id.value())
                        .param("client", client.value())
                        .param("url", url.toString())
                        .param("sealed", sealed)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    int count(ClientId client) {
        return jdbc.sql(COUNT)
                .param("client", client.value())
                .query(Integer.class)
                .single();
    }

    List<Webhook> of(ClientId client) {
        return jdbc.sql(OF_CLIENT)
                .param("client", client.value())
                .query((row, _) -> webhook(row))
                .list();
    }

    Optional<Webhook> find(WebhookId id, ClientId client) {
        return jdbc.sql(FIND)
                .param("id", id.value())
                .param("client", client.value())
                .query((row, _) -> webhook(row))
                .optional();
    }

    void disable(WebhookId id, String reason) {
        jdbc.sql(SET_STATE).param("id", id.value()).param("reason", reason).update();
    }

    void enable(WebhookId id) {
        jdbc.sql(SET_STATE)
                .param("id", id.value())
                .param("reason", null, Types.VARCHAR)
                .update();
    }

    /** Makes this the secret; messages are signed with the one before too, until then. */
    void rotate(WebhookId id, byte[] sealed, Instant previousUntil) {
        jdbc.sql(ROTATE)
                .param("id", id.value())
                .param("sealed", sealed)
                .param("until", previousUntil.atOffset(ZoneOffset.UTC))
                .update();
    }

    boolean remove(WebhookId id, ClientId client) {
        return jdbc.sql(REMOVE)
                        .param("id", id.value())
                        .param("client", client.value())
                        .update()
                == 1;
    }

    private static Webhook webhook(ResultSet row) throws SQLException {
        return new Webhook(
                new WebhookId(row.getObject("id", UUID.class)),
                URI.create(row.getString("url")),
                row.getString("state"),
                row.getString("state_reason"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}

package dev.colophon.publishapi.client;

import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Clients, and the key that each begins with. Opens no transaction. */
@Repository
class Clients {

    private static final String ADD = """
            INSERT INTO client (id, name, role, html_policy, oauth_client, created_at)
            VALUES (:id, :name, :role, :htmlPolicy, :oauthClient, :now)
            ON CONFLICT DO NOTHING
            """;

    private static final String ADD_KEY = """
            INSERT INTO api_key (id, client_id, sha256, created_at) VALUES (:id, :client, :sha256, :now)
            ON CONFLICT (sha256) DO NOTHING
            """;

    private static final String OWNER_OF_KEY =
            "SELECT c.name FROM api_key k JOIN client c ON c.id = k.client_id WHERE k.sha256 = :sha256";

    private static final String REVOKE_OTHER_KEYS = """
            UPDATE api_key SET revoked_at = :now WHERE client_id = :client AND sha256 <> :sha256 AND revoked_at IS NULL
            """;

    private static final String REINSTATE_KEY = """
            UPDATE api_key SET revoked_at = NULL, expires_at = NULL
             WHERE client_id = :client AND sha256 = :sha256 AND (revoked_at IS NOT NULL OR expires_at IS NOT NULL)
            """;

    private static final String BY_NAME = "SELECT id FROM client WHERE name = :name";

    private static final String BY_OAUTH_CLIENT =
            "SELECT id, name, role, html_policy FROM client WHERE oauth_client = :oauthClient";

    private static final String LIST = """
            SELECT c.id, c.name, c.role, c.html_policy, c.oauth_client, c.created_at,
                   count(k.id) FILTER (WHERE k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > :now)) AS valid_keys,
                   max(k.last_used_at) AS last_used_at
              FROM client c LEFT JOIN api_key k ON k.client_id = c.id
             WHERE c.name > :after GROUP BY c.id ORDER BY c.name LIMIT :limit
            """;

    private final JdbcClient jdbc;

    Clients(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether the client is new: false if its name, or its OAuth client, is another's. */
    boolean add(ClientId id, ClientRegistration.Checked asked, Instant now) {
        return jdbc.sql(ADD)
                        .param("id", id.value())
                        .param("name", asked.name())
                        .param("role", asked.role().text())
                        .param("htmlPolicy", asked.htmlPolicy().text())
                        .param("oauthClient", asked.oauthClient(), Types.VARCHAR)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** Adds a key; false if that very key is known already. */
    boolean addKey(UUID id, ClientId client, ApiKey key, Instant now) {
        return jdbc.sql(ADD_KEY)
                        .param("id", id)
                        .param("client", client.value())
                        .param("sha256", key.sha256().bytes())
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** Name of the client whose key this is, or was. */
    Optional<String> ownerOf(ApiKey key) {
        return jdbc.sql(OWNER_OF_KEY)
                .param("sha256", key.sha256().bytes())
                .query(String.class)
                .optional();
    }

    /** Leaves this key as the only valid one of its client. */
    void keepOnly(ClientId client, ApiKey key, Instant now) {
        jdbc.sql(REVOKE_OTHER_KEYS)
                .param("client", client.value())
                .param("sha256", key.sha256().bytes())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql(REINSTATE_KEY)
                .param("client", client.value())
                .param("sha256", key.sha256().bytes())
                .update();
    }

    /** Clients whose names come after this one, in the order of the names. */
    List<ClientPage.Listed> list(String after, int limit, Instant now) {
        return jdbc.sql(LIST)
                .param("after", after)
                .param("limit", limit)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, _) -> {
                    var lastUsed = row.getObject("last_used_at", OffsetDateTime.class);
                    return new ClientPage.Listed(
                            row.getObject("id", UUID.class),
                            row.getString("name"),
                            row.getString("role"),
                            row.getString("html_policy"),
                            row.getString("oauth_client"),
                            row.getObject("created_at", OffsetDateTime.class).toInstant(),
                            row.getInt("valid_keys"),
                            lastUsed == null ? null : lastUsed.toInstant());
                })
                .list();
    }

    /** Who calls, by the OAuth client that an administrator gave it. */
    Optional<Caller> byOAuthClient(String oauthClient) {
        return jdbc.sql(BY_OAUTH_CLIENT)
                .param("oauthClient", oauthClient)
                .query((row, _) -> new Caller(
                        new ClientId(row.getObject("id", UUID.class)),
                        row.getString("name"),
                        Role.of(row.getString("role")).orElseThrow(),
                        HtmlPolicy.of(row.getString("html_policy")).orElseThrow()))
                .optional();
    }

    Optional<ClientId> byName(String name) {
        return jdbc.sql(BY_NAME)
                .param("name", name)
                .query(UUID.class)
                .optional()
                .map(ClientId::new);
    }
}

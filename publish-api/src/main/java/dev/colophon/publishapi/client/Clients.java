package dev.colophon.publishapi.client;

import dev.colophon.publishapi.hash.Sha256;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Clients and the hashes of their keys. Opens no transaction. */
@Repository
class Clients {

    private static final String ADD = """
            INSERT INTO client (id, name, role, created_at) VALUES (:id, :name, :role, :now)
            ON CONFLICT (name) DO NOTHING
            """;

    private static final String ADD_KEY = """
            INSERT INTO api_key (id, client_id, sha256, created_at) VALUES (:id, :client, :sha256, :now)
            ON CONFLICT (sha256) DO NOTHING
            """;

    private static final String REVOKE_OTHER_KEYS = """
            UPDATE api_key SET revoked_at = :now WHERE client_id = :client AND sha256 <> :sha256 AND revoked_at IS NULL
            """;

    private static final String REINSTATE_KEY = """
            UPDATE api_key SET revoked_at = NULL WHERE client_id = :client AND sha256 = :sha256 AND revoked_at IS NOT NULL
            """;

    private static final String BY_KEY = """
            SELECT c.id, c.name, c.role, k.sha256
              FROM api_key k JOIN client c ON c.id = k.client_id
             WHERE k.sha256 = :sha256 AND k.revoked_at IS NULL
            """;

    private static final String BY_NAME = "SELECT id FROM client WHERE name = :name";

    private final JdbcClient jdbc;

    Clients(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether the client is new: false if the name is taken. */
    boolean add(ClientId id, String name, Role role, Instant now) {
        return jdbc.sql(ADD)
                        .param("id", id.value())
                        .param("name", name)
                        .param("role", role.text())
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

    Optional<ClientId> byName(String name) {
        return jdbc.sql(BY_NAME)
                .param("name", name)
                .query(UUID.class)
                .optional()
                .map(ClientId::new);
    }

    /**
     * Whose key this is. The index is asked for a hash that nobody can steer byte by byte, and what it finds is compared
     * once more in constant time.
     */
    Optional<Caller> byKey(ApiKey key) {
        var sha256 = key.sha256();
        return jdbc.sql(BY_KEY)
                .param("sha256", sha256.bytes())
                .query((row, _) -> Map.entry(Sha256.from(row.getBytes("sha256")), caller(row)))
                .optional()
                .filter(found -> found.getKey().equals(sha256))
                .map(Map.Entry::getValue);
    }

    private static Caller caller(ResultSet row) throws SQLException {
        return new Caller(
                new ClientId(row.getObject("id", UUID.class)),
                row.getString("name"),
                Role.of(row.getString("role")).orElseThrow());
    }
}

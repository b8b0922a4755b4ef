package dev.colophon.publishapi.story;

import dev.colophon.publishapi.client.ClientId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stories by their clients' keys. Opens no transaction. */
@Repository
public class Stories {

    private static final String ADD = """
            INSERT INTO story (id, client_id, story_key, created_at) VALUES (:id, :client, :key, :now)
            ON CONFLICT (client_id, story_key) DO NOTHING
            """;

    private static final String FIND = "SELECT id FROM story WHERE client_id = :client AND story_key = :key";

    private final JdbcClient jdbc;

    Stories(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The client's story of this key, added under the given id if there was none. */
    public Story findOrAdd(ClientId client, StoryKey key, UUID id, Instant now) {
        var added = jdbc.sql(ADD)
                .param("id", id)
                .param("client", client.value())
                .param("key", key.value())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        if (added == 1) {
            return new Story(new StoryId(id), true);
        }
        var standing = jdbc.sql(FIND)
                .param("client", client.value())
                .param("key", key.value())
                .query(UUID.class)
                .single();
        return new Story(new StoryId(standing), false);
    }
}

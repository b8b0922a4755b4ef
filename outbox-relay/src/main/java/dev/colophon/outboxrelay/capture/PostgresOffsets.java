package dev.colophon.outboxrelay.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.storage.MemoryOffsetBackingStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the engine's position beside what it streams, in outbox_relay.stream_offset: one upsert each time. Made by
 * the engine, by name. A failed save throws, so the engine does not confirm the position to the slot and saves again. The
 * token of a former holder of the lock saves nothing.
 */
public final class PostgresOffsets extends MemoryOffsetBackingStore {

    static final String URL = "offset.storage.postgres.url";
    static final String USER = "offset.storage.postgres.user";
    static final String PASSWORD = "offset.storage.postgres.password";

    static final String TOKEN = "offset.storage.postgres.token";

    private static final String LOAD = "SELECT stream, position FROM outbox_relay.stream_offset";
    private static final String SAVE = """
            INSERT INTO outbox_relay.stream_offset AS saved (stream, position, token) VALUES (?, ?, ?)
            ON CONFLICT (stream) DO UPDATE
              SET position = excluded.position, token = excluded.token, saved_at = clock_timestamp()
              WHERE saved.token <= excluded.token
            """;
    private static final int ANSWER_SECONDS_MAX = 4;

    private Map<String, String> settings = Map.of();
    private @Nullable Connection session;

    @Override
    public void configure(WorkerConfig config) {
        super.configure(config);
        settings = Map.copyOf(config.originalsStrings());
    }

    @Override
    public synchronized void start() {
        super.start();
        try (var query = session().prepareStatement(LOAD);
                var rows = query.executeQuery()) {
            while (rows.next()) {
                data.put(bytes(rows.getString("stream")), bytes(rows.getString("position")));
            }
        } catch (SQLException e) {
            throw forget("RELAY_OFFSETS_UNREADABLE", e);
        }
    }

    @Override
    protected synchronized void save() {
        try (var upsert = session().prepareStatement(SAVE)) {
            for (var entry : data.entrySet()) {
                upsert.setString(1, text(entry.getKey()));
                upsert.setString(2, text(entry.getValue()));
                upsert.setLong(3, token());
                if (upsert.executeUpdate() == 0) {
                    throw new ConnectException("RELAY_FENCED: another relay has taken over; this one saves nothing");
                }
            }
        } catch (SQLException e) {
            throw forget("RELAY_OFFSETS_NOT_SAVED", e);
        }
    }

    @Override
    public synchronized void stop() {
        super.stop();
        close();
    }

    @Override
    public Set<Map<String, Object>> connectorPartitions(String connectorName) {
        return Set.of();
    }

    Map<ByteBuffer, ByteBuffer> data() {
        return data;
    }

    private long token() {
        return Long.parseLong(settings.getOrDefault(TOKEN, "0"));
    }

    private Connection session() throws SQLException {
        var open = session;
        if (open == null) {
            open = DriverManager.getConnection(settings.getOrDefault(URL, ""), login());
            session = open;
        }
        return open;
    }

    private Properties login() {
        var login = new Properties();
        login.setProperty("user", settings.getOrDefault(USER, ""));
        login.setProperty("password", settings.getOrDefault(PASSWORD, ""));
        login.setProperty("ApplicationName", "outbox-relay offsets");
        login.setProperty("connectTimeout", Integer.toString(ANSWER_SECONDS_MAX));
        login.setProperty("socketTimeout", Integer.toString(ANSWER_SECONDS_MAX));
        return login;
    }

    /** After a failure the connection may be of no more use: the next save opens another. */
    private ConnectException forget(String code, SQLException cause) {
        close();
        return new ConnectException(code + ": " + cause.getMessage(), cause);
    }

    private void close() {
        var closing = session;
        session = null;
        if (closing != null) {
            try {
                closing.close();
            } catch (SQLException e) {
                // It was broken already; the server has let go of it or will.
                return;
            }
        }
    }

    private static String text(ByteBuffer bytes) {
        return UTF_8.decode(bytes.asReadOnlyBuffer()).toString();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}

package dev.colophon.outboxrelay.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.colophon.testkit.postgres.PostgresServer;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.runtime.standalone.StandaloneConfig;

/** The engine's offset store, used as the engine uses it. */
public final class OffsetsUnderTest {

    private OffsetsUnderTest() {}

    /** Saves one position under a token, as the run-time role. */
    public static void save(PostgresServer postgres, String stream, String position, long token) {
        var offsets = new PostgresOffsets();
        offsets.configure(settings(postgres, token));
        offsets.start();
        try {
            offsets.data().put(bytes(stream), bytes(position));
            offsets.save();
        } finally {
            offsets.stop();
        }
    }

    private static WorkerConfig settings(PostgresServer postgres, long token) {
        return new StandaloneConfig(Map.of(
                "bootstrap.servers",
                "127.0.0.1:1",
                "key.converter",
                JsonConverter.class.getName(),
                "value.converter",
                JsonConverter.class.getName(),
                "offset.storage.file.filename",
                "unused",
                PostgresOffsets.URL,
                postgres.jdbcUrl(),
                PostgresOffsets.USER,
                "outbox_relay",
                PostgresOffsets.PASSWORD,
                postgres.password(),
                PostgresOffsets.TOKEN,
                Long.toString(token)));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}

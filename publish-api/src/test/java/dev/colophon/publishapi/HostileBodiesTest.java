package dev.colophon.publishapi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** That bodies which are made to fill memory do not: the live heap stays where it was, and the service answers on (FAULTS 52). */
class HostileBodiesTest extends ApiTest {

    private static final int ROUNDS = 40;
    private static final int SLOW = 160;
    private static final int AT_ONCE = 100;
    /** The connection was closed amid a body, before its client had read the answer. */
    private static final int CUT = 0;

    private static final int CLAIMED = 1024 * 1024;

    /** Far below what the bodies would take that were sent, or claimed. */
    private static final long MOST_GROWTH = 64L * 1024 * 1024;

    private static final byte[] DEEP = ("[".repeat(500_000) + "]".repeat(500_000)).getBytes(UTF_8);
    private static final byte[] HUGE = " ".repeat(3 * 1024 * 1024).getBytes(UTF_8);
    private static final byte[] COMPRESSED = compressed();
    private static final byte[] CROWDED = crowded();

    @Autowired
    MeterRegistry meters;

    @Test
    void two_hundred_deep_huge_compressed_and_crowded_bodies_leave_nothing_in_memory() {
        round();
        var before = stored();
        var heap = liveHeap();

        for (var number = 0; number < ROUNDS; number++) {
            round();
        }

        // What is on its way out with a connection is not kept: looked at again for a while.
        await().atMost(PATIENCE).until(() -> liveHeap() - heap < MOST_GROWTH);
        assertThat(stored()).isEqualTo(before);
        assertThat(publish(story()).status()).isEqualTo(202);
    }

    @Test
    void a_body_that_is_claimed_and_does_not_come_takes_no_room_in_advance() throws IOException {
        assertThat(publish(story()).status()).isEqualTo(202);
        var heap = liveHeap();
        var sockets = new ArrayList<Socket>();
        try {
            for (var number = 0; number < SLOW; number++) {
                sockets.add(claiming());
            }
            await().atMost(PATIENCE).until(() -> beingRead() >= AT_ONCE);

            assertThat(liveHeap() - heap)
                    .as("growth while %d bodies of 1 MiB each are waited for", AT_ONCE)
                    .isLessThan(MOST_GROWTH);
            assertThat(publish(story()).status()).isEqualTo(202);
            for (var socket : sockets) {
                assertThat(new String(socket.getInputStream().readNBytes(12), ISO_8859_1))
                        .as("each was waited for until it had been silent for too long")
                        .isEqualTo("HTTP/1.1 408");
            }
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
        assertThat(publish(story()).status()).isEqualTo(202);
    }

    /** One of each kind, each refused. */
    private void round() {
        assertThat(post("/v1/publications", BodyPublishers.ofByteArray(DEEP), "identity"))
                .isEqualTo(400);
        assertThat(post("/v1/publications", BodyPublishers.ofByteArray(HUGE), "identity"))
                .isIn(413, CUT);
        assertThat(post("/v1/publications", withoutLength(HUGE), "identity")).isIn(413, CUT);
        assertThat(post("/v1/publications", BodyPublishers.ofByteArray(COMPRESSED), "gzip"))
                .isEqualTo(400);
        assertThat(post("/v1/publications:bulk", BodyPublishers.ofByteArray(CROWDED), "identity"))
                .isEqualTo(400);
    }

    private int post(String path, BodyPublisher body, String encoding) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + clientKey)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", "application/json")
                .header("Content-Encoding", encoding)
                .POST(body)
                .build();
        try {
            return exchange(request).status();
        } catch (IllegalStateException cut) {
            assertThat(cut).hasCauseInstanceOf(IOException.class);
            return CUT;
        }
    }

    private static BodyPublisher withoutLength(byte[] body) {
        return BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body)); // sent in chunks
    }

    private Socket claiming() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.getOutputStream()
                .write("""
                POST /v1/publications HTTP/1.1\r
                Host: localhost\r
                Authorization: Bearer %s\r
                Idempotency-Key: %s\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                {""".formatted(clientKey, UUID.randomUUID(), CLAIMED).getBytes(UTF_8));
        return socket;
    }

    private int beingRead() {
        return meters.find("http.server.requests.active").longTaskTimers().stream()
                .mapToInt(LongTaskTimer::activeTasks)
                .sum();
    }

    /** What is still reachable. */
    private static long liveHeap() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    /** Half a kilobyte for each megabyte that it would become. */
    private static byte[] compressed() {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            for (var megabyte = 0; megabyte < 200; megabyte++) {
                gzip.write(new byte[1024 * 1024]);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Names without end, of which a tree is made before the last brace is missed. */
    private static byte[] crowded() {
        var body = new StringBuilder("{\"items\": [{");
        for (var number = 0; number < 200_000; number++) {
            body.append("\"n").append(number).append("\": 1, ");
        }
        return body.append("\"n\": 1}]").toString().getBytes(UTF_8);
    }
}

package dev.colophon.publishapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.wordpress.Pictures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** That the places for bulks and uploads, which one client holds with bodies that do not come, are not everybody's (FAULTS 52). */
class HeldPlacesTest extends ApiTest {

    private static final int ALL_BULKS = 4;
    private static final int ALL_UPLOADS = 2;

    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (var socket : sockets) {
            socket.close();
        }
    }

    @Test
    void one_client_holds_all_places_for_bulks_that_it_may_and_anothers_bulk_is_taken() {
        var holder = newClient("client");

        var refusal = untilBusy(
                () -> hold("/v1/publications:bulk", holder, "application/json", ALL_BULKS), () -> bulk(holder));

        assertThat(bulk(clientKey).status()).isEqualTo(202);
        assertThat(refusal.text("/code")).isEqualTo("BUSY");
        assertThat(refusal.text("/detail")).startsWith("This client has 2 of its bulks in hand");
        assertThat(refusal.header("Retry-After")).contains("1");
    }

    @Test
    void one_client_holds_all_places_for_uploads_that_it_may_and_anothers_upload_is_taken() {
        var holder = newClient("client");

        var refusal = untilBusy(
                () -> hold("/v1/media", holder, "multipart/form-data; boundary=b", ALL_UPLOADS), () -> upload(holder));

        assertThat(upload(clientKey).status()).isEqualTo(201);
        assertThat(refusal.text("/code")).isEqualTo("BUSY");
        assertThat(refusal.text("/detail")).startsWith("This client has 1 of its uploads in hand");
    }

    /** What was held ends by the deadline for bodies: it is held anew until it is seen to be. */
    private static Response untilBusy(Runnable holding, Supplier<Response> asking) {
        return await().atMost(PATIENCE)
                .until(
                        () -> {
                            holding.run();
                            return asking.get();
                        },
                        answer -> answer.status() == 503);
    }

    private void hold(String path, String key, String type, int many) {
        try {
            for (var number = 0; number < many; number++) {
                var socket = new Socket(InetAddress.getLoopbackAddress(), port);
                sockets.add(socket);
                socket.getOutputStream()
                        .write("""
                        POST %s HTTP/1.1\r
                        Host: localhost\r
                        Authorization: Bearer %s\r
                        Idempotency-Key: %s\r
                        Content-Type: %s\r
                        Content-Length: 500000\r
                        \r
                        -""".formatted(path, key, UUID.randomUUID(), type).getBytes(UTF_8));
            }
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private Response bulk(String key) {
        return exchange(to("/v1/publications:bulk", key, "application/json")
                .POST(BodyPublishers.ofString("{\"items\": [" + story() + "]}"))
                .build());
    }

    private Response upload(String key) {
        var body = new ByteArrayOutputStream();
        body.writeBytes("""
                --b\r
                Content-Disposition: form-data; name="file"; filename="x.png"\r
                Content-Type: image/png\r
                \r
                """.getBytes(UTF_8));
        body.writeBytes(Pictures.png(7));
        body.writeBytes("\r\n--b--\r\n".getBytes(UTF_8));
        return exchange(to("/v1/media", key, "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                .build());
    }

    private HttpRequest.Builder to(String path, String key, String type) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + key)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", type);
    }
}

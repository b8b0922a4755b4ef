package dev.colophon.publishapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A body that drips over a real socket: never silent for long, and never complete (FAULTS 52). */
class SlowBodyTest extends ApiTest {

    private static final int DRIP_MILLIS = 20;
    private static final String UNKNOWN_KEY = "clp_" + "n".repeat(43);
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

    @ParameterizedTest
    @ValueSource(strings = {"/v1/publications", "/v1/publications:bulk"})
    void a_body_that_drips_is_a_408_the_connection_is_closed_and_nothing_is_stored(String path) throws Exception {
        var before = stored();

        var answer = answerToDrips(head(path, clientKey, 500_000) + "{", " ");

        assertThat(answer).startsWith("HTTP/1.1 408").contains("\"BODY_TOO_SLOW\"", "Connection: close");
        assertThat(stored()).isEqualTo(before);
        assertThat(publish(story()).status()).isEqualTo(202);
    }

    /** Of whatever the container would read by itself, so that nobody looks at a clock. */
    @ParameterizedTest
    @ValueSource(strings = {"1;", "1;a=", "1;a=\"", "0\r\nX", "0\r\nX: "})
    void extensions_of_chunks_and_trailers_are_a_400_at_once_and_drip_on_for_nobody(String begin) throws Exception {
        assertThat(answerToDrips(chunked(clientKey) + begin, "x")).startsWith("HTTP/1.1 400");
        assertThat(answerToDrips(chunked(UNKNOWN_KEY) + begin, "x")).startsWith("HTTP/1.1 401");
    }

    @Test
    void a_body_in_plain_chunks_is_read_and_its_connection_goes_on() throws Exception {
        try (var socket = connected()) {
            for (var number = 0; number < 2; number++) {
                var body = story().toString();
                write(socket, chunked(clientKey));
                write(socket, "1\r\n" + body.charAt(0) + "\r\n");
                write(socket, "%08x\r\n%s\r\n0\r\n\r\n".formatted(body.length() - 1, body.substring(1)));
                assertThat(new String(socket.getInputStream().readNBytes(12), UTF_8))
                        .isEqualTo("HTTP/1.1 202");
                skipAnswer(socket.getInputStream());
            }
        }
    }

    @Test
    void a_form_of_the_console_that_drips_is_a_408_for_who_has_not_signed_in_too() throws Exception {
        var begin = """
                POST /console/sign-in HTTP/1.1\r
                Host: localhost\r
                Content-Type: application/x-www-form-urlencoded\r
                Content-Length: 60000\r
                \r
                key=""";

        assertThat(answerToDrips(begin, "x")).startsWith("HTTP/1.1 408").contains("BODY_TOO_SLOW", "Connection: close");
    }

    @Test
    void a_form_whose_chunks_cannot_be_read_is_a_400_and_no_defect_of_ours() throws Exception {
        try (var socket = connected()) {
            write(socket, """
                    POST /console/sign-in HTTP/1.1\r
                    Host: localhost\r
                    Content-Type: application/x-www-form-urlencoded\r
                    Transfer-Encoding: chunked\r
                    \r
                    1;x""");

            assertThat(untilTheEnd(socket.getInputStream()))
                    .startsWith("HTTP/1.1 400")
                    .contains("BAD_REQUEST");
        }
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void a_body_that_breaks_off_is_a_400_and_no_defect_of_ours(CapturedOutput output) throws IOException {
        try (var socket = connected()) {
            write(socket, head("/v1/publications", clientKey, 500_000) + "{");
            socket.shutdownOutput();

            assertThat(untilTheEnd(socket.getInputStream()))
                    .startsWith("HTTP/1.1 400")
                    .contains("\"BAD_REQUEST\"");
        }
        assertThat(output).doesNotContain("This is a defect");
    }

    @Test
    void who_has_no_key_cannot_drip_on_after_the_refusal() throws Exception {
        assertThat(answerToDrips(head("/v1/publications", UNKNOWN_KEY, 500_000) + "{", " "))
                .startsWith("HTTP/1.1 401");
    }

    @Test
    void a_refused_request_whose_body_comes_whole_keeps_its_connection() throws Exception {
        try (var socket = connected()) {
            for (var number = 0; number < 2; number++) {
                // At once: a pause of this thread in the midst of it would be a body that does not come whole.
                write(socket, head("/v1/publications", UNKNOWN_KEY, 100_000) + " ".repeat(100_000));
                assertThat(new String(socket.getInputStream().readNBytes(12), UTF_8))
                        .isEqualTo("HTTP/1.1 401");
                skipAnswer(socket.getInputStream());
            }
        }
    }

    /** Where no body is wanted at all, and no key is asked for. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 500000\r\n\r\n{",
                "Transfer-Encoding: chunked\r\n\r\n1;",
                "Transfer-Encoding: chunked\r\n\r\n0\r\nX"
            })
    void nobody_drips_on_at_the_port_of_health_and_metrics(String begin) throws Exception {
        assertThat(answerToDrips(managementPort, "POST /actuator/health HTTP/1.1\r\nHost: localhost\r\n" + begin, "x"))
                .startsWith("HTTP/1.1 405");
    }

    private String answerToDrips(String begin, String drip) throws IOException {
        return answerToDrips(port, begin, drip);
    }

    /** What comes until the connection is closed, which an endless drip must not put off. */
    private static String answerToDrips(int port, String begin, String drip) throws IOException {
        try (var socket = connected(port);
                var drips = Executors.newSingleThreadScheduledExecutor()) {
            write(socket, begin);
            var dripping = drips.scheduleAtFixedRate(() -> drip(socket, drip), 0, DRIP_MILLIS, TimeUnit.MILLISECONDS);
            try {
                return untilTheEnd(socket.getInputStream());
            } finally {
                dripping.cancel(true);
            }
        }
    }

    private Socket connected() throws IOException {
        return connected(port);
    }

    private static Socket connected(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    private static String head(String path, String key, int length) {
        return head(path, key, "Content-Length: " + length);
    }

    private static String chunked(String key) {
        return head("/v1/publications", key, "Transfer-Encoding: chunked");
    }

    private static String head(String path, String key, String framing) {
        return """
                POST %s HTTP/1.1\r
                Host: localhost\r
                Authorization: Bearer %s\r
                Idempotency-Key: %s\r
                Content-Type: application/json\r
                %s\r
                \r
                """.formatted(path, key, UUID.randomUUID(), framing);
    }

    /** The rest of an answer: its headers, and a body of the length that they tell. */
    private static void skipAnswer(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        var length = LENGTH.matcher(head);
        assertThat(length.find()).as(head.toString()).isTrue();
        in.skipNBytes(Long.parseLong(length.group(1)));
    }

    private static String untilTheEnd(InputStream in) {
        var answer = new StringBuilder();
        try {
            for (var read = in.read(); read >= 0; read = in.read()) {
                answer.append((char) read);
            }
        } catch (IOException reset) {
            assertThat(reset)
                    .hasMessageContaining("reset"); // what still dripped in was not read: an end like any other
        }
        return answer.toString();
    }

    private static void drip(Socket socket, String drip) {
        try {
            write(socket, drip);
        } catch (IOException closed) {
            throw new IllegalStateException(closed); // ends the dripping
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
    }
}

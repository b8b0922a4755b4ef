package dev.colophon.wordpresspublisher.wordpress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** FAULTS 11: whatever a site sends and however slowly, it costs a bounded time and a bounded piece of memory. */
class HostileAnswersTest {

    private static final String OWN = "127.0.0.1";
    private static final int LARGEST = 64 * 1024;
    private static final KindProperties KINDS = new KindProperties(Duration.ofMinutes(1), Duration.ofMinutes(1), 1);
    private static final CompanionProperties STOCK = new CompanionProperties(false, false, Duration.ofMinutes(1));

    /** What a site writes after it has been asked, until it has had enough or is left. */
    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    @Test
    void a_body_that_never_ends_is_left_at_its_bound() throws Exception {
        var written = new AtomicLong();

        assertThat(codeFor(Duration.ofMinutes(1), out -> {
                    out.write(head("Content-Type: application/json"));
                    forEver(out, "[0,0,0,0,0,0,0,0".repeat(64), written);
                }))
                .isEqualTo("WP_ANSWER_TOO_LARGE");

        assertThat(written).as("it was written on until it was left").hasPositiveValue();
    }

    @Test
    void headers_that_never_end_are_left_at_their_bound() throws Exception {
        var written = new AtomicLong();

        assertThat(codeFor(Duration.ofMinutes(1), out -> {
                    out.write("HTTP/1.1 200 OK\r\n".getBytes(ISO_8859_1));
                    forEver(out, "X-More: " + "m".repeat(500) + "\r\n", written);
                }))
                .isEqualTo("WP_CONNECTION_LOST");

        assertThat(written).hasPositiveValue();
    }

    @Test
    void a_header_that_never_ends_is_left_at_its_bound() throws Exception {
        var written = new AtomicLong();

        assertThat(codeFor(Duration.ofMinutes(1), out -> {
                    out.write("HTTP/1.1 200 OK\r\nX-Long: ".getBytes(ISO_8859_1));
                    forEver(out, "m".repeat(1000), written);
                }))
                .isEqualTo("WP_CONNECTION_LOST");

        assertThat(written).hasPositiveValue();
    }

    @Test
    void what_drips_ends_at_the_deadline_though_each_byte_is_in_time() throws Exception {
        var written = new AtomicLong();

        assertThat(codeFor(Duration.ofSeconds(5), out -> {
                    out.write(head("Content-Type: application/json"));
                    while (!Thread.currentThread().isInterrupted()) {
                        out.write('1');
                        out.flush();
                        written.incrementAndGet();
                        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
                    }
                }))
                .isEqualTo("WP_NO_ANSWER");

        assertThat(written).hasPositiveValue();
    }

    @Test
    void what_is_packed_is_not_unpacked() throws Exception {
        byte[] packed = packed(16 * 1024 * 1024);
        assertThat(packed.length).isLessThan(LARGEST);

        try (var site = new Site(out -> {
                    out.write(head("Content-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: "
                            + packed.length));
                    out.write(packed);
                });
                var sender = sender(Duration.ofMinutes(1))) {
            assertThat(ask(sender, site).body().length()).isLessThanOrEqualTo(packed.length);
        }
    }

    private static String codeFor(Duration most, Writing writing) throws IOException {
        try (var site = new Site(writing);
                var sender = sender(most)) {
            var code = new StringBuilder();
            assertThatThrownBy(() -> ask(sender, site))
                    .isInstanceOfSatisfying(NoAnswer.class, none -> code.append(none.code()));
            return code.toString();
        }
    }

    private static Answer ask(HttpSender sender, Site site) throws NoAnswer {
        return sender.send(
                "GET",
                site.url(),
                new Caller("Basic none", "test"),
                null,
                Deadline.after(Duration.ofMinutes(2), System::nanoTime));
    }

    private static HttpSender sender(Duration most) {
        return new HttpSender(
                new WordPressProperties(
                        most, most, DataSize.ofBytes(LARGEST), 2, 4, Set.of(), 10, Duration.ofMinutes(1), STOCK, KINDS),
                new Destinations(Set.of(OWN), SystemDefaultDnsResolver.INSTANCE));
    }

    private static byte[] head(String headers) {
        return ("HTTP/1.1 200 OK\r\n" + headers + "\r\n\r\n").getBytes(ISO_8859_1);
    }

    private static void forEver(OutputStream out, String piece, AtomicLong written) throws IOException {
        byte[] bytes = piece.getBytes(ISO_8859_1);
        while (!Thread.currentThread().isInterrupted()) {
            out.write(bytes);
            written.addAndGet(bytes.length);
        }
    }

    private static byte[] packed(int zeros) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(new byte[zeros]);
        }
        return bytes.toByteArray();
    }

    /** Reads a request's head and writes what it was told to, once for each connection. */
    private static final class Site implements AutoCloseable {

        private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        private final Thread thread;

        Site(Writing writing) throws IOException {
            this.thread = Thread.ofVirtual().start(() -> serve(writing));
        }

        private void serve(Writing writing) {
            try (Socket client = server.accept()) {
                readHead(client.getInputStream());
                writing.to(client.getOutputStream());
            } catch (IOException left) {
                // The client has had enough, or the test is over.
            }
        }

        private static void readHead(InputStream in) throws IOException {
            int lineEnds = 0;
            while (lineEnds < 4) {
                int next = in.read();
                if (next < 0) {
                    return;
                }
                lineEnds = next == '\r' || next == '\n' ? lineEnds + 1 : 0;
            }
        }

        URI url() {
            return URI.create("http://" + OWN + ":" + server.getLocalPort() + "/wp-json/");
        }

        @Override
        public void close() throws IOException {
            server.close();
            thread.interrupt();
        }
    }
}

package dev.colophon.wordpresspublisher.wordpress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A site that cannot prove who it is gets no password: the handshake ends before a request is sent. */
class UntrustedSiteTest {

    private static final char[] PASSWORD = "password-of-the-test".toCharArray();

    @ParameterizedTest
    @CsvSource({"self-signed, -1d, 30", "expired, -40d, 30", "not valid yet, +1d, 30"})
    void a_site_with_a_certificate_that_nobody_vouches_for_is_sent_nothing(
            String what, String begins, String days, @TempDir Path folder) throws Exception {
        var requests = new AtomicInteger();
        HttpsServer site = serve(keystore(folder, begins, days, "ip:127.0.0.1"), requests);
        try (HttpSender sender = Senders.patient()) {
            assertRefused(sender, site, what);
            assertThat(requests).hasValue(0);
        } finally {
            site.stop(0);
        }
    }

    @Test
    void a_trusted_certificate_of_another_host_is_refused_and_that_of_the_host_itself_is_not(@TempDir Path folder)
            throws Exception {
        var requests = new AtomicInteger();
        HttpsServer site = serve(trusted(folder, "ip:127.0.0.1"), requests);
        HttpsServer other = serve(trusted(Files.createDirectory(folder.resolve("o")), "dns:other.example"), requests);
        try {
            trust(folder.resolve("site.p12"));
            try (HttpSender sender = Senders.patient()) {
                assertThat(send(sender, site.getAddress().getPort()).status()).isEqualTo(200);
            }
            assertThat(requests).hasValue(1);

            trust(folder.resolve("o").resolve("site.p12"));
            try (HttpSender sender = Senders.patient()) {
                assertRefused(sender, other, "another host");
            }
            assertThat(requests).hasValue(1);
        } finally {
            trust(null);
            site.stop(0);
            other.stop(0);
        }
    }

    @Test
    void a_site_that_speaks_tls_1_0_is_refused_with_that_reason_and_sent_nothing_more() throws Exception {
        try (var site = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                HttpSender sender = Senders.patient()) {
            var heard = new CompletableFuture<byte[]>();
            Thread.ofVirtual().start(() -> heard.completeAsync(() -> answerByTls10(site), Runnable::run));

            assertThatThrownBy(() -> send(sender, site.getLocalPort()))
                    .asInstanceOf(type(NoAnswer.class))
                    .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("WP_TLS_REFUSED"))
                    .satisfies(refusal -> assertThat(refusal.sent()).isFalse());
            // A fatal alert, protocol_version, and then the end.
            byte[] after = heard.get(2, TimeUnit.MINUTES);
            assertThat(after).hasSize(7).startsWith(0x15).endsWith(2, 70);
        }
    }

    /** Reads a ClientHello, chooses TLS 1.0, and gives all that comes after that. */
    private static byte[] answerByTls10(ServerSocket site) {
        try (Socket client = site.accept()) {
            var in = new DataInputStream(client.getInputStream());
            in.skipNBytes(3);
            in.skipNBytes(in.readUnsignedShort());
            var hello = ByteBuffer.allocate(47)
                    .put(new byte[] {0x16, 3, 1, 0, 42, 2, 0, 0, 38, 3, 1})
                    .put(new byte[32])
                    .put(new byte[] {0, (byte) 0xc0, 0x13, 0});
            client.getOutputStream().write(hello.array());
            client.getOutputStream().flush();
            return in.readAllBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Answer send(HttpSender sender, int port) throws NoAnswer {
        return sender.send(
                "GET",
                URI.create("https://127.0.0.1:" + port + "/wp-json/"),
                new Caller("Basic c2VjcmV0", "test"),
                null,
                Deadline.after(Duration.ofMinutes(2), System::nanoTime));
    }

    private static void assertRefused(HttpSender sender, HttpsServer site, String why) {
        assertThatThrownBy(() -> send(sender, site.getAddress().getPort()))
                .as(why)
                .asInstanceOf(type(NoAnswer.class))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("WP_TLS_REFUSED"))
                .satisfies(refusal -> assertThat(refusal.sent()).isFalse());
    }

    private static KeyStore trusted(Path folder, String name) throws Exception {
        return keystore(folder, "-1d", "30", name);
    }

    /** Whom this platform trusts, until it is told otherwise; null for whom it did. */
    private static void trust(@Nullable Path store) {
        var settings = new LinkedHashMap<String, @Nullable String>();
        settings.put("javax.net.ssl.trustStore", store == null ? null : store.toString());
        settings.put("javax.net.ssl.trustStorePassword", store == null ? null : String.valueOf(PASSWORD));
        settings.put("javax.net.ssl.trustStoreType", store == null ? null : "PKCS12");
        settings.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }

    private static HttpsServer serve(KeyStore keys, AtomicInteger requests)
            throws GeneralSecurityException, IOException {
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.setExecutor(task -> Thread.ofVirtual().start(task));
        server.start();
        return server;
    }

    private static KeyStore keystore(Path folder, String begins, String days, String name) throws Exception {
        Path file = folder.resolve("site.p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "site",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "SAN=" + name,
                        "-startdate",
                        begins,
                        "-validity",
                        days,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        String.valueOf(PASSWORD),
                        "-keystore",
                        file.toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(keytool.exitValue())
                .as(Files.readString(folder.resolve("keytool.log")))
                .isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }
}

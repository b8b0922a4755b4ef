package dev.colophon.wordpresspublisher.wordpress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

/** A site that cannot prove who it is gets no password: the handshake ends before a request is sent. */
class UntrustedSiteTest {

    private static final char[] PASSWORD = "password-of-the-test".toCharArray();

    @ParameterizedTest
    @CsvSource({"self-signed, -1d, 30", "expired, -40d, 30", "not valid yet, +1d, 30"})
    void a_site_with_a_certificate_that_nobody_vouches_for_is_sent_nothing(
            String what, String begins, String days, @TempDir Path folder) throws Exception {
        var requests = new AtomicInteger();
        HttpsServer site = serve(keystore(folder, begins, days), requests);
        try (HttpSender sender =
                new HttpSender(patient(), new Destinations(Set.of("127.0.0.1"), SystemDefaultDnsResolver.INSTANCE))) {
            var uri = URI.create("https://127.0.0.1:" + site.getAddress().getPort() + "/wp-json/");

            assertThatThrownBy(() -> sender.send(
                            "GET",
                            uri,
                            "Basic c2VjcmV0",
                            null,
                            Deadline.after(Duration.ofMinutes(2), System::nanoTime)))
                    .as(what)
                    .asInstanceOf(type(NoAnswer.class))
                    .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("WP_TLS_REFUSED"))
                    .satisfies(refusal -> assertThat(refusal.sent()).isFalse());
            assertThat(requests).hasValue(0);
        } finally {
            site.stop(0);
        }
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

    private static KeyStore keystore(Path folder, String begins, String days) throws Exception {
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
                        "SAN=ip:127.0.0.1",
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

    private static WordPressProperties patient() {
        return new WordPressProperties(
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                DataSize.ofMegabytes(1),
                2,
                4,
                Set.of(),
                10,
                Duration.ofMinutes(1),
                new CompanionProperties(false, false, Duration.ofMinutes(1)));
    }
}

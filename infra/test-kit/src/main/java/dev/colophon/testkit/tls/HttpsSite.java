package dev.colophon.testkit.tls;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.colophon.testkit.process.Command;
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
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A server on 127.0.0.1 with a certificate of its own making. Counts the requests that came so far as to be sent. */
public final class HttpsSite implements AutoCloseable {

    private static final char[] PASSWORD = "password-of-the-test".toCharArray();
    private static final Duration KEYTOOL_DEADLINE = Duration.ofMinutes(2);

    private final HttpsServer server;
    private final Path store;
    private final AtomicInteger requests = new AtomicInteger();

    private HttpsSite(HttpsServer server, Path store) {
        this.server = server;
        this.store = store;
    }

    /**
     * Whom a certificate names, and when it is valid; nobody but itself vouches for it.
     *
     * @param begins as keytool has it, such as {@code -1d}
     * @param name such as {@code ip:127.0.0.1}
     */
    public record Certificate(String begins, int days, String name) {

        /** One that is valid now. */
        public static Certificate of(String name) {
            return new Certificate("-1d", 30, name);
        }
    }

    /** Starts one; its keys stand in a new folder below the given one. */
    public static HttpsSite start(Path folder, Certificate certificate) {
        try {
            Path store = Files.createTempDirectory(folder, "site").resolve("site.p12");
            make(store, certificate);
            HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(context(store)));
            HttpsSite site = new HttpsSite(server, store);
            server.createContext("/", exchange -> {
                site.requests.incrementAndGet();
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.setExecutor(task -> Thread.ofVirtual().start(task));
            server.start();
            return site;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("no server of https can be started", e);
        }
    }

    /** With a path, of which nothing is looked at. */
    public URI url() {
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/a/b");
    }

    /** How many requests came. */
    public int requests() {
        return requests.get();
    }

    /** From now on this JVM trusts this site's certificate and no other, until that is closed. For clients made meanwhile. */
    public Trust trusted() {
        return Trust.in(Map.of(
                "javax.net.ssl.trustStore", store.toString(),
                "javax.net.ssl.trustStorePassword", String.valueOf(PASSWORD),
                "javax.net.ssl.trustStoreType", "PKCS12"));
    }

    /** Whom the JVM trusts other than usual. */
    public record Trust(Map<String, String> settings) implements AutoCloseable {

        private static Trust in(Map<String, String> settings) {
            settings.forEach(System::setProperty);
            return new Trust(settings);
        }

        @Override
        public void close() {
            settings.keySet().forEach(System::clearProperty);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void make(Path store, Certificate certificate) {
        Command.run(
                List.of(
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
                        "SAN=" + certificate.name(),
                        "-startdate",
                        certificate.begins(),
                        "-validity",
                        String.valueOf(certificate.days()),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        String.valueOf(PASSWORD),
                        "-keystore",
                        store.toString()),
                KEYTOOL_DEADLINE);
    }

    private static SSLContext context(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}

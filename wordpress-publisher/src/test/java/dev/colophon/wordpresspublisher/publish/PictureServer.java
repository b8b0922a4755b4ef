package dev.colophon.wordpresspublisher.publish;

import com.sun.net.httpserver.HttpServer;
import dev.colophon.testkit.wordpress.Pictures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A server that has one picture, at {@code /picture}; at {@code /moved} it is said to be there, at {@code /N} the answer is N. Two more
 * are at {@code /one}, which {@code /two} shows too, and at {@code /three}. At {@code /together} the picture is shown once two have asked.
 */
final class PictureServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final HttpServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch bothAsked = new CountDownLatch(2);
    private volatile byte[] picture;

    PictureServer(byte[] picture) {
        this.picture = picture;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("no port", e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                String path = exchange.getRequestURI().getPath();
                asked.add(path);
                byte[] body = picture();
                switch (path) {
                    case "/picture", "/together" -> {
                        if (path.equals("/together")) {
                            awaitTheOther();
                        }
                        exchange.sendResponseHeaders(200, body.length);
                        exchange.getResponseBody().write(body);
                    }
                    case "/one", "/two", "/three" -> {
                        byte[] other = Pictures.png(path.length());
                        exchange.sendResponseHeaders(200, other.length);
                        exchange.getResponseBody().write(other);
                    }
                    case "/moved" -> {
                        exchange.getResponseHeaders().set("Location", "/picture");
                        exchange.sendResponseHeaders(302, -1);
                    }
                    case "/inside" -> {
                        exchange.getResponseHeaders().set("Location", "http://localhost:1/picture");
                        exchange.sendResponseHeaders(302, -1);
                    }
                    default -> exchange.sendResponseHeaders(Integer.parseInt(path.substring(1)), -1);
                }
            }
        });
        server.start();
    }

    private void awaitTheOther() throws IOException {
        bothAsked.countDown();
        try {
            if (!bothAsked.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("nobody else asked within " + PATIENCE);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }

    private byte[] picture() {
        return picture;
    }

    void show(byte[] another) {
        picture = another;
    }

    String at(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

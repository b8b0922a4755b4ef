package dev.colophon.wordpresspublisher.publish;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.colophon.testkit.wordpress.FakeWordPress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A cache before a site, of the worst kind: it keeps every answer to a GET by its address, whoever asked and whatever they forbade. */
final class CachingProxy implements AutoCloseable {

    private static final Set<String> NOT_SENT_ON =
            Set.of("connection", "content-length", "host", "upgrade", "http2-settings");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, HttpResponse<byte[]>> answers = new ConcurrentHashMap<>();
    private final AtomicInteger given = new AtomicInteger();
    private final HttpServer server;
    private final URI site;

    private CachingProxy(HttpServer server, URI site) {
        this.server = server;
        this.site = site;
    }

    static CachingProxy before(FakeWordPress wordpress) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var proxy = new CachingProxy(server, wordpress.url());
            server.setExecutor(proxy.threads);
            server.createContext("/", proxy::pass);
            server.start();
            return proxy;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** How many answers it keeps. */
    int kept() {
        return answers.size();
    }

    /** How often it gave one again. */
    int given() {
        return given.get();
    }

    /** Whether it is a cache at all: an address that was asked for before gets the answer of then. */
    boolean repeatsItself() {
        int before = given();
        var again = HttpRequest.newBuilder(
                        URI.create(url() + answers.keySet().iterator().next()))
                .build();
        try {
            http.send(again, BodyHandlers.discarding());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
        return given() == before + 1;
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            String address = exchange.getRequestURI().toString();
            boolean isRead = exchange.getRequestMethod().equals("GET");
            HttpResponse<byte[]> answer = isRead ? answers.get(address) : null;
            if (answer == null) {
                answer = ofTheSite(exchange, address);
                if (isRead) {
                    answers.put(address, answer);
                }
            } else {
                given.incrementAndGet();
            }
            answer.headers()
                    .firstValue("Content-Type")
                    .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    private HttpResponse<byte[]> ofTheSite(HttpExchange exchange, String address) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(site + address))
                .method(
                        exchange.getRequestMethod(),
                        BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_SENT_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
        http.close();
    }
}

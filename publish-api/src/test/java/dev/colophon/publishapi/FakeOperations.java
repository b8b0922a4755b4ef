package dev.colophon.publishapi;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * In the place of another service's operations API: says what a test tells it to, and breaks off where it was told nothing. That the real
 * ones speak so is shown by the console's system test.
 */
final class FakeOperations {

    static final String KEY = "operations-canary-" + "k".repeat(32);
    static final FakeOperations PUBLISHER = new FakeOperations();
    static final FakeOperations PROJECTOR = new FakeOperations();

    private final HttpServer server;
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final List<Heard> heard = new CopyOnWriteArrayList<>();

    private record Reply(int status, String body) {}

    /** A request that came. */
    record Heard(String method, String path, String authorization, String operator, String body) {}

    private FakeOperations() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What it says from now on, and nothing of what it said before. */
    FakeOperations forget() {
        replies.clear();
        heard.clear();
        return this;
    }

    FakeOperations says(String method, String path, int status, String body) {
        replies.put(method + " " + path, new Reply(status, body));
        return this;
    }

    List<Heard> heard() {
        return List.copyOf(heard);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var path = exchange.getRequestURI().toString();
            heard.add(new Heard(
                    exchange.getRequestMethod(),
                    path,
                    headers.getFirst("Authorization"),
                    headers.getFirst("X-Operator"),
                    body));
            var reply = replies.get(exchange.getRequestMethod() + " " + path);
            if (reply != null) {
                var bytes = reply.body.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(reply.status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        }
    }
}

package dev.colophon.publishapi;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A client's server: answers each path as it was told to, 204 at first, and keeps what it was sent. */
final class WebhookReceiver implements AutoCloseable {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final Map<String, Queue<Reply>> replies = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();

    WebhookReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(threads);
        server.createContext("/", this::receive);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** The next message at a path gets this answer. */
    void reply(String path, int status, Map<String, String> headers) {
        replies.computeIfAbsent(path, _ -> new ConcurrentLinkedQueue<>()).add(new Reply(status, headers));
    }

    void reply(String path, int status) {
        reply(path, status, Map.of());
    }

    /** Answers nothing at a path until the latch is open. */
    void hold(String path, CountDownLatch until) {
        held.put(path, until);
    }

    List<Message> messages(String path) {
        return messages.stream().filter(message -> message.path().equals(path)).toList();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var headers = new HashMap<String, String>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            messages.add(new Message(exchange.getRequestMethod(), path, headers, body));
            held.getOrDefault(path, new CountDownLatch(0)).await();
            var next = replies.getOrDefault(path, new ConcurrentLinkedQueue<>()).poll();
            var reply = next == null ? new Reply(204, Map.of()) : next;
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(reply.status(), -1);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        held.values().forEach(CountDownLatch::countDown);
        server.stop(0);
        threads.shutdownNow();
    }

    private record Reply(int status, Map<String, String> headers) {}

    /** What came, header names in lower case. */
    record Message(String method, String path, Map<String, String> headers, String body) {

        String id() {
            return headers.getOrDefault("webhook-id", "");
        }

        /** As Standard Webhooks tells a receiver to do it: which of the signatures fit this secret. */
        long signaturesBy(String secret) {
            return StandardWebhooks.fitting(headers, body, secret);
        }
    }
}

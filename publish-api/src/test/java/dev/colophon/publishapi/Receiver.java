package dev.colophon.publishapi;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Someone who is told by webhook: keeps what came, and answers as it was told to. */
final class Receiver implements AutoCloseable {

    private final HttpServer server;
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch freed = new CountDownLatch(1);
    private volatile int status = 200;
    private volatile String location = "";
    private volatile boolean hangs;

    /** One message as it came. */
    record Message(String id, String timestamp, String signature, String body) {}

    Receiver(String address) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(address), 0), 0);
        server.createContext("/", this::receive);
        server.setExecutor(task -> Thread.ofVirtual().start(task));
        server.start();
    }

    static Receiver open() throws IOException {
        return new Receiver("127.0.0.1");
    }

    String url() {
        return "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + "/told";
    }

    Receiver answers(int code) {
        status = code;
        return this;
    }

    Receiver redirectsTo(String target) {
        location = target;
        return answers(302);
    }

    Receiver hangs() {
        hangs = true;
        return this;
    }

    List<Message> messages() {
        return messages;
    }

    int requests() {
        return connections.get();
    }

    private void receive(HttpExchange exchange) throws IOException {
        connections.incrementAndGet();
        var headers = exchange.getRequestHeaders();
        messages.add(new Message(
                String.valueOf(headers.getFirst("webhook-id")),
                String.valueOf(headers.getFirst("webhook-timestamp")),
                String.valueOf(headers.getFirst("webhook-signature")),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        if (hangs) {
            try {
                freed.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }
        if (!location.isEmpty()) {
            exchange.getResponseHeaders().set("Location", location);
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @Override
    public void close() {
        freed.countDown();
        server.stop(0);
    }
}

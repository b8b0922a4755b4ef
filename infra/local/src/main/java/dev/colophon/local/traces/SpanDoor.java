package dev.colophon.local.traces;

import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/** Takes spans on this machine as a collector does (OTLP over HTTP, protobuf) and hands them to the viewer. Keeps none. */
final class SpanDoor implements AutoCloseable {

    private static final int BYTES_MAX = 8 << 20;
    private static final Duration VIEWER_TAKES_AT_MOST = Duration.ofSeconds(10);
    private static final int TAKEN = 200;
    private static final int UNREADABLE = 400;
    private static final int TOO_LARGE = 413;
    /** Whoever sends spans tries again on this. */
    private static final int VIEWER_AWAY = 503;

    private final HttpServer server;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(VIEWER_TAKES_AT_MOST).build();
    private final URI viewer;

    private SpanDoor(HttpServer server, URI viewer) {
        this.server = server;
        this.viewer = viewer;
    }

    /** @param port of the loopback address; 0 for any */
    static SpanDoor open(int port, URI viewer) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        var door = new SpanDoor(server, viewer.resolve("/api/v2/spans"));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/traces", door::take);
        server.start();
        return door;
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        http.close();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(answerTo(exchange), -1);
        }
    }

    private int answerTo(HttpExchange exchange) throws IOException {
        var body = body(exchange).readNBytes(BYTES_MAX + 1);
        if (body.length > BYTES_MAX) {
            return TOO_LARGE;
        }
        try {
            var spans = ViewerSpans.of(ExportTraceServiceRequest.parseFrom(body));
            return spans.isEmpty() || taken(spans.toString()) ? TAKEN : VIEWER_AWAY;
        } catch (InvalidProtocolBufferException e) {
            return UNREADABLE;
        }
    }

    private static InputStream body(HttpExchange exchange) throws IOException {
        return "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))
                ? new GZIPInputStream(exchange.getRequestBody())
                : exchange.getRequestBody();
    }

    private boolean taken(String spans) {
        var request = HttpRequest.newBuilder(viewer)
                .timeout(VIEWER_TAKES_AT_MOST)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(spans))
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() / 100 == 2;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

package dev.colophon.systemtest.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/** Takes the spans of all services as a collector would (OTLP over HTTP), and keeps them in memory. */
public final class SpanCollector {

    private final HttpServer server;
    private final List<Told> spans = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();

    /** A span, and the service that told it. */
    public record Told(String service, Span span) {

        public String name() {
            return span.getName();
        }

        public String trace() {
            return hex(span.getTraceId());
        }

        public String id() {
            return hex(span.getSpanId());
        }

        public String parent() {
            return hex(span.getParentSpanId());
        }

        private static String hex(ByteString id) {
            return HexFormat.of().formatHex(id.toByteArray());
        }
    }

    private SpanCollector(HttpServer server) {
        this.server = server;
    }

    static SpanCollector start() throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var collector = new SpanCollector(server);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/traces", collector::take);
        server.start();
        return collector;
    }

    /** For the services: only traces that a client wants recorded are. */
    Map<String, String> environment() {
        return Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "OTEL_TRACES_SAMPLER",
                "parentbased_always_off",
                "OTEL_BSP_SCHEDULE_DELAY",
                "200");
    }

    /** The spans of a trace, in the order of their beginnings. */
    public List<Told> of(String trace) {
        return spans.stream()
                .filter(told -> told.trace().equals(trace))
                .sorted(Comparator.comparingLong(told -> told.span().getStartTimeUnixNano()))
                .toList();
    }

    /** All that came in. */
    public List<String> bodies() {
        return List.copyOf(bodies);
    }

    /** Whether these words came in with any span. */
    public boolean heard(String text) {
        return bodies.stream().anyMatch(body -> body.contains(text));
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
                body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
            }
            bodies.add(new String(body, ISO_8859_1));
            ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().forEach(resource -> {
                var service = resource.getResource().getAttributesList().stream()
                        .filter(attribute -> attribute.getKey().equals("service.name"))
                        .map(attribute -> attribute.getValue().getStringValue())
                        .findFirst()
                        .orElse("");
                resource.getScopeSpansList().stream()
                        .flatMap(scope -> scope.getSpansList().stream())
                        .forEach(span -> spans.add(new Told(service, span)));
            });
            exchange.sendResponseHeaders(200, -1);
        }
    }
}

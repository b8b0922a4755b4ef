package dev.colophon.local.traces;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SpanDoorTest {

    private final List<String> shown = new CopyOnWriteArrayList<>();
    private final HttpServer viewer = server();
    private final SpanDoor door = open();
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void start() {
        viewer.createContext("/api/v2/spans", exchange -> {
            try (exchange) {
                shown.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(202, -1);
            }
        });
        viewer.start();
    }

    @AfterEach
    void stop() {
        door.close();
        viewer.stop(0);
        http.close();
    }

    @Test
    void a_span_is_handed_on_with_its_service_times_and_tags() throws Exception {
        assertThat(send(spans(), false)).isEqualTo(200);

        var span = JsonMapper.shared().readTree(shown.getFirst()).get(0);
        assertThat(span.toString()).isEqualTo(JsonMapper.shared().readTree("""
                {"traceId": "0102", "id": "0304", "parentId": "0506", "name": "visit site", "kind": "CLIENT", "timestamp": 2000,
                 "duration": 1500, "localEndpoint": {"serviceName": "wordpress-publisher"},
                 "tags": {"colophon.outcome": "failed", "http.status": "503", "error": "no"}}""").toString());
    }

    @Test
    void compressed_ones_are_read_too() throws Exception {
        assertThat(send(spans(), true)).isEqualTo(200);

        assertThat(shown).hasSize(1);
    }

    @Test
    void what_are_no_spans_is_refused_and_not_shown() throws Exception {
        assertThat(send("spans".getBytes(StandardCharsets.UTF_8), false)).isEqualTo(400);
        assertThat(send(new byte[(8 << 20) + 1], true)).isEqualTo(413);

        assertThat(shown).isEmpty();
    }

    @Test
    void without_a_viewer_the_sender_is_told_to_try_again() throws Exception {
        viewer.stop(0);

        assertThat(send(spans(), false)).isEqualTo(503);
    }

    private int send(byte[] body, boolean compressed) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + "/v1/traces"))
                .POST(BodyPublishers.ofByteArray(compressed ? compress(body) : body));
        if (compressed) {
            request.header("Content-Encoding", "gzip");
        }
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private static byte[] compress(byte[] body) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        }
        return bytes.toByteArray();
    }

    private static byte[] spans() {
        var span = Span.newBuilder()
                .setTraceId(ByteString.copyFrom(new byte[] {1, 2}))
                .setSpanId(ByteString.copyFrom(new byte[] {3, 4}))
                .setParentSpanId(ByteString.copyFrom(new byte[] {5, 6}))
                .setName("visit site")
                .setKind(SpanKind.SPAN_KIND_CLIENT)
                .setStartTimeUnixNano(2_000_000)
                .setEndTimeUnixNano(3_500_000)
                .addAttributes(
                        attribute("colophon.outcome", AnyValue.newBuilder().setStringValue("failed")))
                .addAttributes(attribute("http.status", AnyValue.newBuilder().setIntValue(503)))
                .setStatus(Status.newBuilder()
                        .setCode(StatusCode.STATUS_CODE_ERROR)
                        .setMessage("no"));
        var told = ExportTraceServiceRequest.newBuilder();
        var resource = told.addResourceSpansBuilder();
        resource.getResourceBuilder()
                .addAttributes(attribute("service.name", AnyValue.newBuilder().setStringValue("wordpress-publisher")));
        resource.addScopeSpansBuilder().addSpans(span);
        return told.build().toByteArray();
    }

    private static KeyValue attribute(String key, AnyValue.Builder value) {
        return KeyValue.newBuilder().setKey(key).setValue(value).build();
    }

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private SpanDoor open() {
        try {
            return SpanDoor.open(
                    0, URI.create("http://127.0.0.1:" + viewer.getAddress().getPort() + "/"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

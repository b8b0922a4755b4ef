package dev.colophon.local.traces;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Spans as Zipkin takes them (its API v2, JSON), by the mapping of the OpenTelemetry specification: times in microseconds, attributes as
 * tags, the service's name as the local endpoint.
 */
final class ViewerSpans {

    private static final String SERVICE_NAME = "service.name";

    private ViewerSpans() {}

    static ArrayNode of(ExportTraceServiceRequest told) {
        var spans = JsonMapper.shared().createArrayNode();
        told.getResourceSpansList().forEach(resource -> {
            var service = text(resource.getResource().getAttributesList(), SERVICE_NAME);
            resource.getScopeSpansList().stream()
                    .flatMap(scope -> scope.getSpansList().stream())
                    .forEach(span -> write(span, service, spans.addObject()));
        });
        return spans;
    }

    private static void write(Span span, String service, ObjectNode into) {
        into.put("traceId", hex(span.getTraceId()));
        into.put("id", hex(span.getSpanId()));
        if (!span.getParentSpanId().isEmpty()) {
            into.put("parentId", hex(span.getParentSpanId()));
        }
        into.put("name", span.getName());
        switch (span.getKind()) {
            case SPAN_KIND_SERVER -> into.put("kind", "SERVER");
            case SPAN_KIND_CLIENT -> into.put("kind", "CLIENT");
            case SPAN_KIND_PRODUCER -> into.put("kind", "PRODUCER");
            case SPAN_KIND_CONSUMER -> into.put("kind", "CONSUMER");
            case SPAN_KIND_INTERNAL, SPAN_KIND_UNSPECIFIED, UNRECOGNIZED -> {}
        }
        var nanos = span.getEndTimeUnixNano() - span.getStartTimeUnixNano();
        into.put("timestamp", TimeUnit.NANOSECONDS.toMicros(span.getStartTimeUnixNano()));
        into.put("duration", Math.max(1, TimeUnit.NANOSECONDS.toMicros(nanos)));
        into.putObject("localEndpoint").put("serviceName", service);
        var tags = into.putObject("tags");
        span.getAttributesList().forEach(attribute -> tags.put(attribute.getKey(), text(attribute.getValue())));
        if (span.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR) {
            tags.put("error", span.getStatus().getMessage());
        }
    }

    private static String text(List<KeyValue> attributes, String key) {
        return attributes.stream()
                .filter(attribute -> attribute.getKey().equals(key))
                .map(attribute -> text(attribute.getValue()))
                .findFirst()
                .orElse("");
    }

    private static String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case BOOL_VALUE -> String.valueOf(value.getBoolValue());
            case INT_VALUE -> String.valueOf(value.getIntValue());
            case DOUBLE_VALUE -> String.valueOf(value.getDoubleValue());
            default -> value.toString().strip();
        };
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }
}

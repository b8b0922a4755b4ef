package dev.colophon.outboxrelay.relay;

import dev.colophon.outboxrelay.trace.RemoteParent;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** A row's way from its insert to Kafka's acknowledgement, as a span of its trace. What Kafka is given names the same parent as the row. */
@Component
class RowSpans {

    private final Tracer tracer;

    RowSpans(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("dev.colophon.outbox-relay");
    }

    void acknowledged(OutboxRow row, Instant at) {
        RemoteParent.of(row.traceparent())
                .ifPresent(parent -> tracer.spanBuilder("relay " + row.topic())
                        .setSpanKind(SpanKind.PRODUCER)
                        .setParent(parent)
                        .setStartTimestamp(row.createdAt())
                        .setAttribute("messaging.system", "kafka")
                        .setAttribute("messaging.destination.name", row.topic())
                        .setAttribute("messaging.kafka.message.key", row.key())
                        .setAttribute("messaging.message.id", row.id().toString())
                        .setAttribute("colophon.outbox", row.outbox())
                        .startSpan()
                        .end(at));
    }
}

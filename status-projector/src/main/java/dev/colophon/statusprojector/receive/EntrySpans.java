package dev.colophon.statusprojector.receive;

import dev.colophon.statusprojector.project.LogEntry;
import dev.colophon.statusprojector.trace.RemoteParent;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** What was projected, as spans of the trace of its request. */
@Component
class EntrySpans {

    private final Tracer tracer;

    EntrySpans(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("dev.colophon.status-projector");
    }

    /** An entry that was read then and is in the log, the status and the outbox now. */
    void projected(LogEntry entry, Instant began, Instant at) {
        RemoteParent.of(entry.traceparent())
                .ifPresent(parent -> tracer.spanBuilder("project " + entry.kind())
                        .setSpanKind(SpanKind.CONSUMER)
                        .setParent(parent)
                        .setStartTimestamp(began)
                        .setAttribute(
                                "colophon.publication.id", entry.publication().toString())
                        .setAttribute("messaging.message.id", entry.event().id().toString())
                        .startSpan()
                        .end(at));
    }
}

package dev.colophon.wordpresspublisher.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the publisher does for a story, as spans of the trace of its request: it was taken in, and visits were made for it. */
@Component
public class StorySpans {

    private static final String PUBLICATION = "colophon.publication.id";
    private static final String REVISION = "colophon.revision";

    private final Tracer tracer;

    StorySpans(OpenTelemetry telemetry) {
        this.tracer = telemetry.getTracer("dev.colophon.wordpress-publisher");
    }

    /** A request that stands in the ledger now. */
    public void takenIn(@Nullable String traceparent, String publication, long revision, Instant began, Instant at) {
        RemoteParent.of(traceparent)
                .ifPresent(parent -> tracer.spanBuilder("take in request")
                        .setSpanKind(SpanKind.CONSUMER)
                        .setParent(parent)
                        .setStartTimestamp(began)
                        .setAttribute(PUBLICATION, publication)
                        .setAttribute(REVISION, revision)
                        .startSpan()
                        .end(at));
    }

    /** A visit that begins on this thread and ends on it. */
    public Visit visit(@Nullable String traceparent, String publication, long revision, int attempt) {
        return RemoteParent.of(traceparent)
                .map(parent -> visit(parent, publication, revision, attempt))
                .orElseGet(() -> new Visit(Span.getInvalid(), Scope.noop()));
    }

    @SuppressWarnings("MustBeClosedChecker") // the visit closes it
    private Visit visit(Context parent, String publication, long revision, int attempt) {
        var span = tracer.spanBuilder("visit site")
                .setParent(parent)
                .setAttribute(PUBLICATION, publication)
                .setAttribute(REVISION, revision)
                .setAttribute("colophon.attempt", attempt)
                .startSpan();
        return new Visit(span, CallSpan.within(parent.with(span), tracer).makeCurrent());
    }

    /** The span of a visit; requests made until it is closed are its children. */
    public static final class Visit implements AutoCloseable {

        private final Span span;
        private final Scope scope;

        private Visit(Span span, Scope scope) {
            this.span = span;
            this.scope = scope;
        }

        /** What came of it: the name of an ending, and the code of the problem where there is one. */
        public void ended(String outcome, @Nullable String code) {
            span.setAttribute("colophon.outcome", outcome);
            if (code != null) {
                span.setAttribute("colophon.code", code);
            }
        }

        @Override
        public void close() {
            scope.close();
            span.end();
        }
    }
}

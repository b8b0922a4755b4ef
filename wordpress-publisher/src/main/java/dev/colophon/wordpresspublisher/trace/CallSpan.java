package dev.colophon.wordpresspublisher.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;

/**
 * One request to a site, as a child of the visit that makes it; nothing outside of a visit whose trace is recorded. Names host and path, and no
 * query, header or body.
 */
public final class CallSpan implements AutoCloseable {

    private static final ContextKey<Tracer> TRACER = ContextKey.named("colophon.tracer");

    private final Span span;

    private CallSpan(Span span) {
        this.span = span;
    }

    /** The context of a visit, within which calls are told. */
    static Context within(Context visit, Tracer tracer) {
        return visit.with(TRACER, tracer);
    }

    /** Begins one on the thread of the visit. */
    public static CallSpan begin(String method, String host, String path) {
        var tracer = Context.current().get(TRACER);
        if (tracer == null) {
            return new CallSpan(Span.getInvalid());
        }
        return new CallSpan(tracer.spanBuilder(method)
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("http.request.method", method)
                .setAttribute("server.address", host)
                .setAttribute("url.path", path)
                .startSpan());
    }

    /** What came back. */
    public void answered(int status) {
        span.setAttribute("http.response.status_code", status);
    }

    /** No answer came, or none that could be taken. */
    public void failed(String code) {
        span.setStatus(StatusCode.ERROR, code);
    }

    @Override
    public void close() {
        span.end();
    }
}

package dev.colophon.publishapi.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.random.RandomGenerator;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Gives every request a trace before anything can refuse it: a problem, a log line, a message and a span name the same one. What the request
 * leads to is a child of its span, where spans are recorded, and of the client's own otherwise.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public class TraceFilter extends OncePerRequestFilter {

    private static final String ATTRIBUTE = TraceParent.class.getName();
    private static final String LOG_KEY = "trace";
    private static final int SERVER_FAULT = 500;

    private final RandomGenerator random;
    private final Tracer tracer;

    TraceFilter(RandomGenerator random, OpenTelemetry telemetry) {
        this.random = random;
        this.tracer = telemetry.getTracer("dev.colophon.publish-api");
    }

    /** The trace of a request that has passed this filter. */
    public static TraceParent traceOf(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof TraceParent trace) {
            return trace;
        }
        throw new IllegalStateException("the trace filter has not seen this request");
    }

    /** The trace of any request: where it was refused before this filter, the client's own, or one that begins now. */
    public static TraceParent traceOf(HttpServletRequest request, RandomGenerator random) {
        return request.getAttribute(ATTRIBUTE) instanceof TraceParent trace
                ? trace
                : TraceParent.parse(request.getHeader("traceparent")).orElseGet(() -> TraceParent.begin(random));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var span = tracer.spanBuilder(request.getMethod())
                .setSpanKind(SpanKind.SERVER)
                .setParent(TraceParent.parse(request.getHeader("traceparent"))
                        .map(TraceParent::asContext)
                        .orElseGet(Context::root))
                .startSpan();
        var trace = span.getSpanContext().isValid() ? TraceParent.of(span.getSpanContext()) : TraceParent.begin(random);
        request.setAttribute(ATTRIBUTE, trace);
        MDC.put(LOG_KEY, trace.traceId());
        try (var _ = span.makeCurrent()) {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(LOG_KEY);
            end(span, request, response);
        }
    }

    private static void end(Span span, HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String route) {
            span.updateName(request.getMethod() + " " + route);
            span.setAttribute("http.route", route);
        }
        span.setAttribute("http.request.method", request.getMethod());
        span.setAttribute("http.response.status_code", response.getStatus());
        if (response.getStatus() >= SERVER_FAULT) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }
}

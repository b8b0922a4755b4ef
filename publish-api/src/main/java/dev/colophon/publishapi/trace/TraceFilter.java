package dev.colophon.publishapi.trace;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives every request a trace before anything can refuse it: a problem, a log line and a message name the same one. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public class TraceFilter extends OncePerRequestFilter {

    /** What stands for the trace of a request that has none. */
    public static final String NO_TRACE_ID = "0".repeat(32);

    private static final String ATTRIBUTE = TraceParent.class.getName();
    private static final String LOG_KEY = "trace";

    private final RandomGenerator random;

    TraceFilter(RandomGenerator random) {
        this.random = random;
    }

    /** The trace of a request that has passed this filter. */
    public static TraceParent traceOf(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof TraceParent trace) {
            return trace;
        }
        throw new IllegalStateException("the trace filter has not seen this request");
    }

    /** The trace id of any request: all zeros, which no trace has, where the container refused before this filter. */
    public static String traceIdOf(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof TraceParent trace ? trace.traceId() : NO_TRACE_ID;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var trace = TraceParent.parse(request.getHeader("traceparent")).orElseGet(this::begin);
        request.setAttribute(ATTRIBUTE, trace);
        MDC.put(LOG_KEY, trace.traceId());
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(LOG_KEY);
        }
    }

    private TraceParent begin() {
        // The lowest bit set keeps both ids from being zero, which the standard forbids.
        return new TraceParent(hex(random.nextLong()) + hex(random.nextLong() | 1), hex(random.nextLong() | 1), "00");
    }

    private static String hex(long bits) {
        return HexFormat.of().toHexDigits(bits);
    }
}

package dev.colophon.publishapi.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * W3C trace context of a request, in the form of its {@code traceparent} header.
 *
 * @param traceId 32 lower-case hexadecimal digits, not all zero
 * @param parentId 16 lower-case hexadecimal digits, not all zero
 * @param flags 2 lower-case hexadecimal digits
 */
public record TraceParent(String traceId, String parentId, String flags) {

    private static final Pattern HEADER = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");
    private static final Pattern ZEROS = Pattern.compile("0+");

    public TraceParent {
        if (!HEADER.matcher("00-" + traceId + "-" + parentId + "-" + flags).matches()
                || ZEROS.matcher(traceId).matches()
                || ZEROS.matcher(parentId).matches()) {
            throw new IllegalArgumentException("not a trace context");
        }
    }

    /** Reads the header; empty if it is absent or not well-formed, so that the caller begins a trace of its own. */
    static Optional<TraceParent> parse(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        var parts = HEADER.matcher(header.strip());
        if (!parts.matches()
                || ZEROS.matcher(parts.group(1)).matches()
                || ZEROS.matcher(parts.group(2)).matches()) {
            return Optional.empty();
        }
        return Optional.of(new TraceParent(parts.group(1), parts.group(2), parts.group(3)));
    }

    /** One that begins here. */
    static TraceParent begin(RandomGenerator random) {
        // The lowest bit set keeps both ids from being zero, which the standard forbids.
        return new TraceParent(hex(random.nextLong()) + hex(random.nextLong() | 1), hex(random.nextLong() | 1), "00");
    }

    private static String hex(long bits) {
        return HexFormat.of().toHexDigits(bits);
    }

    /** Of a span, for what it leads to. */
    static TraceParent of(SpanContext span) {
        return new TraceParent(
                span.getTraceId(), span.getSpanId(), span.getTraceFlags().asHex());
    }

    /** As the parent of a span. */
    Context asContext() {
        return Context.root()
                .with(Span.wrap(SpanContext.createFromRemoteParent(
                        traceId, parentId, TraceFlags.fromHex(flags, 0), TraceState.getDefault())));
    }

    /** The header's own form. */
    @Override
    public String toString() {
        return "00-" + traceId + "-" + parentId + "-" + flags;
    }
}

package dev.colophon.wordpresspublisher.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The span that a message names as its parent, in W3C's form (https://www.w3.org/TR/trace-context/). */
public final class RemoteParent {

    private static final TextMapGetter<String> HEADER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String carrier) {
            return List.of("traceparent");
        }

        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
            return key.equals("traceparent") ? carrier : null;
        }
    };

    private RemoteParent() {}

    /** The parent, where its trace is recorded: empty for none, for what is no trace context, and for one that is not sampled. */
    public static Optional<Context> of(@Nullable String traceparent) {
        if (traceparent == null) {
            return Optional.empty();
        }
        var parent = W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, HEADER);
        return Span.fromContext(parent).getSpanContext().isSampled() ? Optional.of(parent) : Optional.empty();
    }
}

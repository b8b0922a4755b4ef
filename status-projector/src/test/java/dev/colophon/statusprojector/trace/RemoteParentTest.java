package dev.colophon.statusprojector.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteParentTest {

    @Test
    void a_recorded_trace_gives_the_parent_that_its_message_names() {
        var parent = RemoteParent.of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

        assertThat(parent)
                .map(context -> Span.fromContext(context).getSpanContext().getSpanId())
                .contains("00f067aa0ba902b7");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "nonsense", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00"})
    void there_is_none_otherwise(@Nullable String traceparent) {
        assertThat(RemoteParent.of(traceparent)).isEmpty();
    }
}

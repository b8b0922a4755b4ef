package dev.colophon.publishapi.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.HandlerMapping;

class TraceFilterTest {

    private static final String CLIENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final long SEED = 42;

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final OpenTelemetry recording = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build())
            .build();

    @Test
    void a_request_is_a_child_of_its_client_s_span_and_the_parent_of_all_that_it_leads_to() throws Exception {
        var trace = pass(recording, CLIENT, 202);

        var span = spans.getFinishedSpanItems().getFirst();
        assertThat(span.getName()).isEqualTo("POST /v1/publications");
        assertThat(span.getTraceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(span.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(trace.toString()).isEqualTo("00-" + span.getTraceId() + "-" + span.getSpanId() + "-01");
    }

    @Test
    void a_client_that_does_not_want_its_trace_recorded_gets_no_span_and_keeps_its_trace() throws Exception {
        var trace = pass(recording, CLIENT.replaceAll("01$", "00"), 202);

        assertThat(spans.getFinishedSpanItems()).isEmpty();
        assertThat(trace.traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(trace.flags()).isEqualTo("00");
    }

    @Test
    void without_a_collector_the_client_s_own_context_goes_on_unchanged_and_one_is_begun_where_there_is_none()
            throws Exception {
        assertThat(pass(OpenTelemetry.noop(), CLIENT, 202)).hasToString(CLIENT);

        assertThat(pass(OpenTelemetry.noop(), "nonsense", 202).toString()).endsWith("-00");
    }

    @Test
    void a_fault_of_ours_is_one_in_the_span_too() throws Exception {
        pass(recording, CLIENT, 503);

        assertThat(spans.getFinishedSpanItems().getFirst().getStatus().getStatusCode())
                .hasToString("ERROR");
    }

    @Test
    void a_request_that_was_refused_before_this_filter_has_its_client_s_trace_or_one_that_begins_then() {
        var random = new Random(SEED);
        var request = new MockHttpServletRequest();
        var begun = TraceFilter.traceOf(request, random);
        request.addHeader("traceparent", CLIENT);

        assertThat(begun.traceId()).isNotEqualTo("0".repeat(32));
        assertThat(TraceFilter.traceOf(request, random)).hasToString(CLIENT);
    }

    private static TraceParent pass(OpenTelemetry telemetry, String traceparent, int status)
            throws ServletException, IOException {
        var request = new MockHttpServletRequest("POST", "/v1/publications");
        request.addHeader("traceparent", traceparent);
        request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/v1/publications");
        var response = new MockHttpServletResponse();
        response.setStatus(status);
        new TraceFilter(new Random(SEED), telemetry).doFilter(request, response, new MockFilterChain());
        return TraceFilter.traceOf(request);
    }
}

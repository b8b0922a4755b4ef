package dev.colophon.wordpresspublisher.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StorySpansTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SAMPLED = "00-" + TRACE + "-00f067aa0ba902b7-01";
    private static final String NOT_SAMPLED = "00-" + TRACE + "-00f067aa0ba902b7-00";
    private static final Instant AT = Instant.parse("2026-03-01T08:15:31Z");

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final OpenTelemetry recording = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build())
            .build();
    private final StorySpans story = new StorySpans(recording);

    @Test
    void a_visit_and_the_requests_that_it_makes_are_spans_of_the_story_s_trace() {
        story.takenIn(SAMPLED, "p", 1, AT, AT.plusMillis(3));
        try (var visit = story.visit(SAMPLED, "p", 1, 2)) {
            try (var call = CallSpan.begin("POST", "site.example", "/wp-json/wp/v2/posts")) {
                call.answered(201);
            }
            visit.ended("published", null);
        }

        assertThat(spans.getFinishedSpanItems())
                .extracting(SpanData::getName)
                .containsExactly("take in request", "POST", "visit site");
        assertThat(spans.getFinishedSpanItems())
                .extracting(SpanData::getTraceId)
                .containsOnly(TRACE);
        assertThat(spans.getFinishedSpanItems().get(1).getParentSpanId())
                .isEqualTo(spans.getFinishedSpanItems().get(2).getSpanId());
    }

    @Test
    void a_request_outside_of_a_visit_and_a_story_whose_trace_is_not_recorded_have_no_spans() {
        story.takenIn(NOT_SAMPLED, "p", 1, AT, AT);
        try (var visit = story.visit(NOT_SAMPLED, "p", 1, 1)) {
            CallSpan.begin("GET", "site.example", "/wp-json").close();
            visit.ended("published", null);
        }
        try (var visit = story.visit(SAMPLED, "p", 1, 1)) {
            visit.ended("deferred", "WP_NO_ANSWER");
        }
        CallSpan.begin("GET", "site.example", "/wp-json").close();

        assertThat(spans.getFinishedSpanItems()).extracting(SpanData::getName).containsExactly("visit site");
    }
}

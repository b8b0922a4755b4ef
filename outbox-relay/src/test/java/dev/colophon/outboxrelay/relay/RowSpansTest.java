package dev.colophon.outboxrelay.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowSpansTest {

    private static final Instant CREATED = Instant.parse("2026-03-01T08:15:31Z");
    private static final Instant ACKNOWLEDGED = CREATED.plusMillis(7);

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final OpenTelemetry recording = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build())
            .build();

    @Test
    void a_row_s_way_from_its_insert_to_kafka_s_acknowledgement_is_a_span_of_its_trace() {
        new RowSpans(recording)
                .acknowledged(row("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"), ACKNOWLEDGED);

        var span = spans.getFinishedSpanItems().getFirst();
        assertThat(span.getName()).isEqualTo("relay publishing.requests.v1");
        assertThat(span.getTraceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(span.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(span.getEndEpochNanos() - span.getStartEpochNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(7));
        assertThat(span.getAttributes().toString()).doesNotContain("the story's own words");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "nonsense", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00"})
    void a_row_whose_trace_is_not_recorded_has_none(@Nullable String traceparent) {
        new RowSpans(recording).acknowledged(row(traceparent), ACKNOWLEDGED);

        assertThat(spans.getFinishedSpanItems()).isEmpty();
    }

    private static OutboxRow row(@Nullable String traceparent) {
        return new OutboxRow(
                "publish_api",
                UUID.fromString("0b0e7a5e-3d43-4f0e-9d25-5a5a0a6f7d11"),
                "publishing.requests.v1",
                "key",
                "dev.colophon.publication.requested.v1",
                "/colophon/publish-api",
                1,
                CREATED,
                traceparent,
                "{\"title\":\"the story's own words\"}",
                CREATED);
    }
}

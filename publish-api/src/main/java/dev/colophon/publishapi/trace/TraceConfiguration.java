package dev.colophon.publishapi.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Where spans go: to the collector that {@code OTEL_EXPORTER_OTLP_ENDPOINT} names (OTLP over HTTP; all of OpenTelemetry's own settings
 * count), and nowhere without it. They leave in the background, by a bounded queue that lets spans go rather than hold work up.
 */
@Configuration(proxyBeanMethods = false)
class TraceConfiguration {

    @Bean
    OpenTelemetry openTelemetry(@Value("${otel.exporter.otlp.endpoint:}") String endpoint) {
        if (endpoint.isBlank()) {
            return OpenTelemetry.noop();
        }
        return AutoConfiguredOpenTelemetrySdk.builder()
                .disableShutdownHook()
                .addPropertiesSupplier(() -> Map.of(
                        "otel.service.name", "publish-api",
                        "otel.exporter.otlp.endpoint", endpoint,
                        "otel.exporter.otlp.protocol", "http/protobuf",
                        "otel.metrics.exporter", "none",
                        "otel.logs.exporter", "none"))
                .build()
                .getOpenTelemetrySdk();
    }
}

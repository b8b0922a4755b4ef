package dev.colophon.secrethunt;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

/** What the services tell Prometheus, and of their health. */
public record MetricsPages(List<Integer> managementPorts) implements Place {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public void show(BiConsumer<String, String> eye) throws Exception {
        assertThat(managementPorts).hasSize(4);
        try (var http = HttpClient.newHttpClient()) {
            for (int port : managementPorts) {
                for (var page : List.of("/actuator/prometheus", "/actuator/health")) {
                    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + page))
                            .timeout(PATIENCE)
                            .build();
                    var text = http.send(request, BodyHandlers.ofString()).body();
                    assertThat(text).contains(page.endsWith("health") ? "\"status\"" : "colophon_");
                    eye.accept("%s of port %d".formatted(page, port), text);
                }
            }
        }
    }
}

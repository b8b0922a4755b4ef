package dev.colophon.statusprojector.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a projector without a key serves over HTTP: its readiness and its metrics, and no operations API. */
@NullUnmarked
class ServedOverHttpTest extends ReadingTest {

    @Test
    void readiness_and_metrics_are_served(@LocalManagementPort int port) throws Exception {
        kafka.send(StoryRecords.story(publication));
        awaitEvents(publication, 5);

        var readiness = get(port, "/actuator/health/readiness");

        assertThat(readiness.statusCode()).isEqualTo(200);
        assertThat(readiness.body()).contains("\"intake\"", "\"primary\"", "\"receipts\":\"moving\"");
        // Counted once they are committed.
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(get(port, "/actuator/prometheus").body())
                                .contains(
                                        "colophon_projector_appended_total{source=\"receipt\"}",
                                        "colophon_projector_duplicates_total",
                                        "colophon_projector_dead_letters_total{source=\"request\"}",
                                        "colophon_projector_conflicts_total{reason=\"second_post\"}",
                                        "colophon_projector_status_changes_total{what=\"published\"}",
                                        "colophon_projector_lag_seconds_count{source=\"receipt\"}"));
    }

    @Test
    void without_a_key_there_is_no_operations_api(@LocalServerPort int port) throws Exception {
        assertThat(get(port, "/operations/v1/rebuilds").statusCode()).isEqualTo(404);
        assertThat(get(port, "/actuator/health").statusCode()).isEqualTo(404);
    }

    private static HttpResponse<String> get(int port, String path) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}

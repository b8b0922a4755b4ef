package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Streams as a client sees them: at most three per client, with signs of life ten times a second ({@link ApiTest}). */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StreamTest extends ApiTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void a_stream_begins_with_a_snapshot_tells_each_change_and_gives_signs_of_life() throws Exception {
        var id = publish(story()).text("/publicationId");
        try (var http = HttpClient.newHttpClient();
                var stream = open(http, id, Map.of())) {
            assertThat(stream.answer.statusCode()).isEqualTo(200);
            assertThat(stream.answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/event-stream");
            assertThat(stream.answer.headers().firstValue("Cache-Control")).contains("no-store");
            assertThat(stream.next().status()).isEqualTo("accepted");

            new Projector(tables).tells(id, "published", 1);

            var published = stream.next();
            assertThat(published.status()).isEqualTo("published");
            assertThat(published.data().get("externalId").stringValue()).isEqualTo("4711");
            assertThat(published.id())
                    .isEqualTo(published.data().get("sequence").asInt() + "-1");
            assertThat(stream.comment()).isEqualTo("still here");
        }
    }

    @Test
    void who_comes_again_with_what_it_has_gets_what_it_missed_and_nothing_twice() throws Exception {
        var request = story();
        var id = publish(request).text("/publicationId");
        new Projector(tables).tells(id, "published", 1);
        try (var http = HttpClient.newHttpClient()) {
            String last;
            try (var stream = open(http, id, Map.of())) {
                last = stream.next().id();
            }
            try (var stream = open(http, id, Map.of("Last-Event-ID", last))) {
                assertThat(stream.comment()).isEqualTo("still here");
                assertThat(stream.seen).as("events besides").isEmpty();
            }
            content(request).put("html", "<p>Meanwhile.</p>");
            assertThat(publish(request).status()).isEqualTo(202);
            try (var stream = open(http, id, Map.of("Last-Event-ID", last))) {
                var missed = stream.next();
                assertThat(missed.data().get("updateStatus").stringValue()).isEqualTo("pending");
                assertThat(missed.data().get("requestedRevision").intValue()).isEqualTo(2);
            }
        }
    }

    @Test
    void a_client_has_so_many_streams_and_no_more_and_others_are_not_held_up() throws Exception {
        var id = publish(story()).text("/publicationId");
        try (var http = HttpClient.newHttpClient();
                var first = open(http, id, Map.of());
                var second = open(http, id, Map.of());
                var third = open(http, id, Map.of())) {
            assertThat(List.of(first.next(), second.next(), third.next()))
                    .extracting(Event::status)
                    .containsOnly("accepted");

            var fourth = get("/v1/publications/" + id + "/events");

            assertThat(fourth.status()).isEqualTo(429);
            assertThat(fourth.text("/code")).isEqualTo("TOO_MANY_STREAMS");
            assertThat(fourth.header("Retry-After")).contains("10");
            var other = newClient("operator");
            try (var theirs = open(http, id, Map.of("Authorization", "Bearer " + other))) {
                assertThat(theirs.answer.statusCode()).isEqualTo(200);
                assertThat(theirs.next().status()).isEqualTo("accepted");
            }
        }
    }

    @Test
    void another_clients_publication_has_no_stream() {
        var id = publish(story()).text("/publicationId");
        var refused = send("GET", "/v1/publications/" + id + "/events", newClient("client"), Map.of(), "");

        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.header("Content-Type")).contains("application/problem+json");
    }

    private Stream open(HttpClient http, String id, Map<String, String> headers) throws Exception {
        var all = new LinkedHashMap<>(Map.of("Authorization", "Bearer " + clientKey, "Accept", "text/event-stream"));
        all.putAll(headers);
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/v1/publications/" + id + "/events"))
                .timeout(PATIENCE);
        all.forEach(request::header);
        return new Stream(http.send(request.build(), BodyHandlers.ofInputStream()));
    }

    private record Event(String id, JsonNode data) {

        String status() {
            return data.get("status").stringValue();
        }
    }

    /** Reads events as they come; what is no event is a comment. */
    private static final class Stream implements AutoCloseable {

        private final HttpResponse<InputStream> answer;
        private final BufferedReader lines;
        private final List<Event> seen = new ArrayList<>();
        private String id = "";

        Stream(HttpResponse<InputStream> answer) {
            this.answer = answer;
            this.lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        }

        Event next() throws IOException {
            while (true) {
                var line = Objects.requireNonNull(lines.readLine(), "the stream ended");
                if (line.startsWith("id:")) {
                    id = line.substring(3);
                } else if (line.startsWith("data:")) {
                    return new Event(id, JSON.readTree(line.substring(5)));
                }
            }
        }

        String comment() throws IOException {
            while (true) {
                var line = Objects.requireNonNull(lines.readLine(), "the stream ended");
                if (line.startsWith("data:")) {
                    seen.add(new Event(id, JSON.readTree(line.substring(5))));
                } else if (line.startsWith(":")) {
                    return line.substring(1);
                }
            }
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}

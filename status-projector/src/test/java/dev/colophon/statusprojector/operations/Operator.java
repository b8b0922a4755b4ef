package dev.colophon.statusprojector.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Ada, who has the key of the operations API: what she asks there, and what of an answer is always so. */
final class Operator implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.builder().build();
    private final int port;

    Operator(int port) {
        this.port = port;
    }

    int port() {
        return port;
    }

    URI door() {
        return URI.create("http://127.0.0.1:" + port);
    }

    JsonNode get(String path, int status) {
        return answer(send("GET", path, "", authorised()), status);
    }

    JsonNode post(String path, String body, int status) {
        return answer(send("POST", path, body, authorised()), status);
    }

    /** A rebuild, when it has ended. */
    JsonNode ended(JsonNode started) {
        var path = "/operations/v1/rebuilds/" + started.path("id").asString();
        await().atMost(PATIENCE)
                .until(() -> !get(path, 200).path("state").asString().equals("running"));
        return get(path, 200);
    }

    static Map<String, String> authorised() {
        return Map.of("X-Operator", "ada", "Authorization", "Bearer " + OperationsTest.KEY);
    }

    String code(HttpResponse<String> answer, int status) {
        return answer(answer, status).path("code").asString();
    }

    private JsonNode answer(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith(status < 400 ? "application/json" : "application/problem+json");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        return json.readTree(answer.body());
    }

    HttpResponse<String> send(String method, String path, String body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(URI.create(door() + path))
                .method(method, BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        headers.forEach(request::header);
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("no answer to " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}

package dev.colophon.local.api;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** publish-api as a client with one key sees it. Each call is one request with a deadline; none is repeated here. */
public final class PublishApi implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(20);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final URI base;
    private final String key;

    public PublishApi(URI base, String key) {
        this.base = base;
        this.key = key;
    }

    public static URI local(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    public URI address() {
        return base;
    }

    /** @param idempotencyKey the same key may be sent again and again and means one job */
    public Answer publish(JsonNode job, String idempotencyKey) throws ApiUnreachable {
        return send(request("/v1/publications")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(job))));
    }

    public Answer publication(String id) throws ApiUnreachable {
        return get("/v1/publications/" + encoded(id));
    }

    /** One page of this client's own publications. */
    public Answer publications(int limit, @Nullable String cursor) throws ApiUnreachable {
        return get("/v1/publications?limit=" + limit + (cursor == null ? "" : "&cursor=" + encoded(cursor)));
    }

    public Answer get(String path) throws ApiUnreachable {
        return send(request(path).GET());
    }

    public Answer post(String path, JsonNode body) throws ApiUnreachable {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    public Answer put(String path, JsonNode body) throws ApiUnreachable {
        return send(request(path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(ANSWER_TIMEOUT)
                .header("Authorization", "Bearer " + key)
                .header("Accept", "application/json, application/problem+json");
    }

    private Answer send(HttpRequest.Builder request) throws ApiUnreachable {
        try {
            return answer(http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException silence) {
            throw new ApiUnreachable(
                    "publish-api at %s does not answer (%s)"
                            .formatted(base, silence.getClass().getSimpleName()),
                    silence);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ApiUnreachable("interrupted while waiting for publish-api", stopped);
        }
    }

    private static Answer answer(HttpResponse<String> response) {
        var wait = response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,5}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(null);
        return new Answer(response.statusCode(), parsed(response.body()), wait);
    }

    private static JsonNode parsed(String body) {
        try {
            return body.isBlank() ? Answer.nothing() : JSON.readTree(body);
        } catch (JacksonException notJson) {
            return Answer.nothing();
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}

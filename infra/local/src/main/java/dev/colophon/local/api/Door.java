package dev.colophon.local.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP door of a service for somebody with a key. Each call is one request with a deadline; none is repeated here. */
final class Door implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(20);
    /** For an answer that comes when all of many things are done: a thousand items of a bulk, thousands of events of a decision. */
    static final Duration ANSWER_TIMEOUT_OF_MANY = Duration.ofMinutes(2);

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final String service;
    private final URI base;
    private final Map<String, String> headers;

    Door(String service, URI base, Map<String, String> headers) {
        this.service = service;
        this.base = base;
        this.headers = headers;
    }

    URI address() {
        return base;
    }

    HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(ANSWER_TIMEOUT)
                .header("Accept", "application/json, application/problem+json");
        headers.forEach(request::header);
        return request;
    }

    Answer send(HttpRequest.Builder request) throws ApiUnreachable {
        try {
            return answer(http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException silence) {
            throw new ApiUnreachable(
                    "%s at %s does not answer (%s)"
                            .formatted(service, base, silence.getClass().getSimpleName()),
                    silence);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ApiUnreachable("interrupted while waiting for " + service, stopped);
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

    @Override
    public void close() {
        http.close();
    }
}

package dev.colophon.publishapi.operations;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the operations APIs of the other services in the name of whoever sits at the console. Bounded in time and size; follows no
 * redirect, so that the key goes nowhere else.
 */
@Component
public class OperationsApis implements AutoCloseable {

    private final OperationsProperties properties;
    private final JsonMapper json;
    private final HttpClient http;

    OperationsApis(OperationsProperties properties, JsonMapper json) {
        this.properties = properties;
        this.json = json;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(properties.lookWithin())
                .build();
    }

    /**
     * Looks.
     *
     * @param path such as {@code /operations/v1/checks}
     * @param operator who looks, for the other service's record
     */
    public OperationsAnswer look(OperationsService service, String path, String operator) {
        return ask(service, "GET", path, null, operator, properties.lookWithin());
    }

    /** Looks at what the other service has to fetch first. */
    public OperationsAnswer lookLonger(OperationsService service, String path, String operator) {
        return ask(service, "GET", path, null, operator, properties.actWithin());
    }

    /** Asks for something to be done. */
    public OperationsAnswer act(OperationsService service, String path, @Nullable Object body, String operator) {
        return ask(service, "POST", path, body, operator, properties.actWithin());
    }

    private OperationsAnswer ask(
            OperationsService service,
            String method,
            String path,
            @Nullable Object body,
            String operator,
            Duration within) {
        if (!path.startsWith("/operations/v1/")) {
            throw new IllegalArgumentException("not of the operations API: " + path);
        }
        var address = properties.of(service);
        if (address == null || properties.key().isBlank()) {
            return new OperationsAnswer.Silent(service.word() + " is not asked: set " + service.variable()
                    + " and COLOPHON_OPERATIONS_KEY for publish-api.");
        }
        var request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(within)
                .header("Authorization", "Bearer " + properties.key())
                .header("X-Operator", operator)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
                .build();
        return exchange(service, request, within);
    }

    /** One deadline for all of it: the client's own ends with the head of an answer. */
    private OperationsAnswer exchange(OperationsService service, HttpRequest request, Duration within) {
        var bounded = BodyHandlers.limiting(
                BodyHandlers.ofByteArray(), properties.longestAnswer().toBytes());
        var answer = http.sendAsync(request, bounded);
        try {
            return read(service, answer.get(within.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            answer.cancel(true);
            return new OperationsAnswer.Silent(service.word() + " did not answer within " + within.toSeconds() + " s.");
        } catch (ExecutionException failure) {
            return new OperationsAnswer.Silent(
                    failure.getCause() instanceof IOException
                            ? service.word() + " cannot be reached, or broke off."
                            : service.word() + " cannot be asked.");
        } catch (InterruptedException _) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new OperationsAnswer.Silent("This service is ending. Look again shortly.");
        }
    }

    private OperationsAnswer read(OperationsService service, HttpResponse<byte[]> answer) {
        JsonNode body;
        try {
            body = json.readTree(answer.body());
        } catch (JacksonException _) {
            return new OperationsAnswer.Silent(
                    service.word() + " answered with what is no JSON (HTTP " + answer.statusCode() + ").");
        }
        if (answer.statusCode() / 100 == 2) {
            return new OperationsAnswer.Told(body);
        }
        return new OperationsAnswer.Refused(
                answer.statusCode(),
                body.path("code").asString("HTTP_" + answer.statusCode()),
                body.path("detail").asString(""));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}

package dev.colophon.wordpresspublisher.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.wordpresspublisher.Newsroom;
import dev.colophon.wordpresspublisher.WordPressPublisherApplication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A second instance of the service, whose operations API is open to who has the key. */
record OperatedService(ConfigurableApplicationContext context) implements AutoCloseable {

    static final String KEY = "a-key-for-tests-of-more-than-32-characters";
    static final String SITES = "/operations/v1/sites";

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    static OperatedService start(String key, String... more) {
        return new OperatedService(new SpringApplicationBuilder(WordPressPublisherApplication.class)
                .web(WebApplicationType.SERVLET)
                .run(Stream.concat(
                                Stream.of(
                                        "--COLOPHON_INSTANCE=operated",
                                        "--COLOPHON_OPERATIONS_KEY=" + key,
                                        "--SERVER_PORT=0",
                                        "--MANAGEMENT_SERVER_PORT=0",
                                        "--COLOPHON_SITE_KEYSET=" + Newsroom.KEYSET,
                                        "--COLOPHON_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1",
                                        "--COLOPHON_PLAIN_HTTP_HOSTS=127.0.0.1",
                                        "--colophon.reconcile.every=0s",
                                        "--colophon.trial.every=0s",
                                        "--spring.kafka.listener.auto-startup=false",
                                        "--spring.jmx.enabled=false"),
                                Stream.of(more))
                        .toArray(String[]::new)));
    }

    /** Somebody of this name, who has the key. */
    Api operator(String name) {
        return with(KEY, name);
    }

    /** Somebody who says this key and this name; empty ones are not said. */
    Api with(String key, String name) {
        return new Api(URI.create("http://127.0.0.1:" + port("server")), key, name);
    }

    /** @param which server or management */
    int port(String which) {
        return context.getEnvironment().getRequiredProperty("local." + which + ".port", Integer.class);
    }

    static void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(JSON.readTree(answer.body()).path("code").stringValue()).isEqualTo(code);
        assertThat(JSON.readTree(answer.body()).path("fix").stringValue()).isNotBlank();
        assertThat(answer.body()).doesNotContain(KEY);
    }

    @Override
    public void close() {
        context.close();
    }

    /** What one caller asks there. */
    record Api(URI door, String key, String operator) {

        HttpResponse<String> get(String path) throws Exception {
            return send(request(path).GET());
        }

        HttpResponse<String> post(String path, String body) throws Exception {
            return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
        }

        JsonNode json(String path) throws Exception {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return read(answer);
        }

        JsonNode read(HttpResponse<String> answer) {
            return JSON.readTree(answer.body());
        }

        private HttpRequest.Builder request(String path) {
            var request = HttpRequest.newBuilder(door.resolve(path));
            if (!key.isEmpty()) {
                request.header("Authorization", "Bearer " + key);
            }
            return operator.isEmpty() ? request : request.header("X-Operator", operator);
        }

        static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        }
    }
}

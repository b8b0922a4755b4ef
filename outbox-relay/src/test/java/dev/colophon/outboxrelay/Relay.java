package dev.colophon.outboxrelay;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A relay of this JVM, seen only as operators see it: over its health and metrics. */
final class Relay implements AutoCloseable {

    private static final Duration START_MAX = Duration.ofSeconds(60);

    private final ConfigurableApplicationContext context;

    private Relay(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static Relay start(String... settings) {
        var arguments = new ArrayList<>(List.of("--server.port=0", "--spring.main.banner-mode=off"));
        arguments.addAll(List.of(settings));
        return new Relay(
                new SpringApplicationBuilder(OutboxRelayApplication.class).run(arguments.toArray(String[]::new)));
    }

    static Relay startReady(String... settings) {
        var relay = start(settings);
        try {
            relay.awaitReady(START_MAX);
            return relay;
        } catch (RuntimeException e) {
            relay.close();
            throw e;
        }
    }

    void awaitReady(Duration atMost) {
        await().atMost(atMost).until(this::readiness, answer -> answer.statusCode() == 200);
    }

    /** Waits until it is not ready, for this cause. */
    void awaitRefusal(String code, Duration atMost) {
        await().atMost(atMost)
                .until(this::readiness, answer -> answer.statusCode() == 503 && answer.body().contains('"' + code + '"'));
    }

    HttpResponse<String> readiness() {
        return get("/actuator/health/readiness");
    }

    double metric(String line) {
        return get("/actuator/prometheus").body().lines()
                .filter(one -> one.startsWith(line))
                .mapToDouble(one -> Double.parseDouble(one.substring(one.lastIndexOf(' ') + 1)))
                .sum();
    }

    HttpResponse<String> get(String path) {
        var port = requireNonNull(context.getEnvironment().getProperty("local.server.port"));
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}

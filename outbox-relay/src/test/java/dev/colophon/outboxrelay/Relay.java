package dev.colophon.outboxrelay;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.process.ChildProcess;
import dev.colophon.testkit.process.FreePorts;
import dev.colophon.testkit.process.JavaCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** A relay of this JVM, seen only as operators see it: over its health and metrics. */
final class Relay implements AutoCloseable {

    private static final Duration START_MAX = Duration.ofSeconds(60);

    private final int port;
    private final Runnable end;

    private Relay(int port, Runnable end) {
        this.port = port;
        this.end = end;
    }

    static Relay start(String... settings) {
        var arguments = new ArrayList<>(List.of("--server.port=0", "--spring.main.banner-mode=off"));
        arguments.addAll(List.of(settings));
        var context = new SpringApplicationBuilder(OutboxRelayApplication.class).run(arguments.toArray(String[]::new));
        var port = requireNonNull(context.getEnvironment().getProperty("local.server.port", Integer.class));
        return new Relay(port, context::close);
    }

    /** A relay in a process of its own. */
    static Relay startAsProcess(Path folder) {
        var port = FreePorts.next();
        var command = new ArrayList<>(List.of(JavaCommand.java()));
        command.addAll(JavaCommand.smallServer(256));
        command.addAll(List.of(
                "-cp",
                JavaCommand.classPath(),
                OutboxRelayApplication.class.getName(),
                "--server.port=" + port,
                "--colophon.relay.instance=child"));
        var environment = new TreeMap<String, String>();
        for (var name : List.of(
                "COLOPHON_DATABASE_URL",
                "COLOPHON_DATABASE_PASSWORD",
                "COLOPHON_DATABASE_OWNER_PASSWORD",
                "COLOPHON_KAFKA_BOOTSTRAP_SERVERS")) {
            environment.put(name, requireNonNull(System.getProperty(name), name));
        }
        var child = ChildProcess.start(command, environment, folder.resolve("relay.log"), folder.resolve("relay.pid"));
        return new Relay(port, child::kill);
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
        await().atMost(atMost)
                .ignoreException(UncheckedIOException.class)
                .until(this::readiness, answer -> answer.statusCode() == 200);
    }

    /** Waits until it is not ready, for this cause. */
    void awaitRefusal(String code, Duration atMost) {
        await().atMost(atMost)
                .until(
                        this::readiness,
                        answer -> answer.statusCode() == 503 && answer.body().contains('"' + code + '"'));
    }

    HttpResponse<String> readiness() {
        return get("/actuator/health/readiness");
    }

    double metric(String line) {
        return get("/actuator/prometheus")
                .body()
                .lines()
                .filter(one -> one.startsWith(line))
                .mapToDouble(one -> Double.parseDouble(one.substring(one.lastIndexOf(' ') + 1)))
                .sum();
    }

    HttpResponse<String> get(String path) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends it now; a process by SIGKILL. */
    void end() {
        end.run();
    }

    @Override
    public void close() {
        end();
    }
}

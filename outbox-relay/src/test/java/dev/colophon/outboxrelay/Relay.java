package dev.colophon.outboxrelay;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.process.ChildProcess;
import dev.colophon.testkit.process.FreePorts;
import dev.colophon.testkit.process.Guardian;
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
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** A relay of this JVM, seen only as operators see it: over its health and metrics. */
final class Relay implements AutoCloseable {

    private static final Duration START_MAX = Duration.ofMinutes(2);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

    static final String OPERATIONS_KEY = "operations-key-of-the-relay-s-own-tests";

    private static final String KEY_SETTING = "--colophon.operations.key=";
    private static final Pattern OPERATION = Pattern.compile("\"operation\":\"([0-9a-f-]{36})\"");
    private static final Pattern OUTCOME = Pattern.compile("\"outcome\":\"([a-z]+)\"");

    private final int port;
    private final int operationsPort;
    private final Runnable end;

    private final @Nullable ChildProcess process;

    private SortedSet<String> routes = new TreeSet<>();

    private Relay(int port, int operationsPort, Runnable end, @Nullable ChildProcess process) {
        this.port = port;
        this.operationsPort = operationsPort;
        this.end = end;
        this.process = process;
    }

    static Relay start(String... settings) {
        var arguments = new ArrayList<>(
                List.of("--server.port=0", "--management.server.port=0", "--spring.main.banner-mode=off"));
        if (Arrays.stream(settings).noneMatch(setting -> setting.startsWith(KEY_SETTING))) {
            arguments.add(KEY_SETTING + OPERATIONS_KEY);
        }
        arguments.addAll(List.of(settings));
        var context = new SpringApplicationBuilder(OutboxRelayApplication.class).run(arguments.toArray(String[]::new));
        var relay = new Relay(
                port(context, "local.management.port"), port(context, "local.server.port"), context::close, null);
        relay.routes = served(context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class));
        return relay;
    }

    private static SortedSet<String> served(RequestMappingHandlerMapping mappings) {
        return mappings.getHandlerMethods().entrySet().stream()
                .filter(handler -> handler.getValue().getBeanType().getName().startsWith("dev.colophon"))
                .flatMap(handler -> handler.getKey().getMethodsCondition().getMethods().stream()
                        .flatMap(method ->
                                handler.getKey().getPatternValues().stream().map(path -> method + " " + path)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static int port(ConfigurableApplicationContext context, String name) {
        return requireNonNull(context.getEnvironment().getProperty(name, Integer.class));
    }

    /** A relay in a process of its own. */
    static Relay startAsProcess(Path folder) {
        return startAsProcess(folder, 256);
    }

    /** A relay in a process of its own, with so much heap. */
    static Relay startAsProcess(Path folder, int heapMegabytesMax, String... settings) {
        var port = FreePorts.next();
        var operationsPort = FreePorts.next();
        var command = new ArrayList<>(List.of(JavaCommand.java()));
        command.addAll(JavaCommand.smallServer(heapMegabytesMax));
        command.addAll(List.of(
                "-cp",
                JavaCommand.classPath(),
                OutboxRelayApplication.class.getName(),
                "--server.port=" + operationsPort,
                "--management.server.port=" + port,
                KEY_SETTING + OPERATIONS_KEY,
                "--colophon.relay.instance=child"));
        command.addAll(List.of(settings));
        var environment = new TreeMap<String, String>();
        for (var name : List.of(
                "COLOPHON_DATABASE_URL",
                "COLOPHON_DATABASE_PASSWORD",
                "COLOPHON_DATABASE_OWNER_PASSWORD",
                "COLOPHON_KAFKA_BOOTSTRAP_SERVERS")) {
            environment.put(name, requireNonNull(System.getProperty(name), name));
        }
        var child = ChildProcess.start(command, environment, folder.resolve("relay.log"), folder.resolve("relay.pid"));
        Guardian.killAndRemove(folder.resolve("relay.pid"), "KILL", folder);
        return new Relay(port, operationsPort, child::kill, child);
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
                        answer -> answer.statusCode() == 503 && answer.body().matches("(?s).*\\b" + code + "\\b.*"));
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
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)));
    }

    /** What this JVM's relay serves of our own; nothing of one in a process of its own. */
    SortedSet<String> routes() {
        return routes;
    }

    /** Where health and metrics are. */
    URI management() {
        return URI.create("http://127.0.0.1:" + port);
    }

    URI door() {
        return URI.create("http://127.0.0.1:" + operationsPort);
    }

    /** At the operators' door, as an operator. */
    HttpRequest.Builder operations(String path) {
        return HttpRequest.newBuilder(door().resolve(path))
                .header("Authorization", "Bearer " + OPERATIONS_KEY)
                .header("X-Operator", "the tests");
    }

    /** Has a command carried out and waits for its outcome. */
    String operate(String command, Duration atMost) {
        var answer = send(operations("/operations/v1/" + command).POST(HttpRequest.BodyPublishers.noBody()));
        var operation = OPERATION.matcher(answer.body());
        if (answer.statusCode() != 202 || !operation.find()) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return await().atMost(atMost)
                .until(
                        () -> send(operations("/operations/v1/operations/" + operation.group(1)))
                                .body(),
                        body -> !"running".equals(outcome(body)));
    }

    void recover(Duration atMost) {
        var operation = operate("recover", atMost);
        assertThat(outcome(operation)).as(operation).isEqualTo("done");
    }

    static String outcome(String operation) {
        var found = OUTCOME.matcher(operation);
        return found.find() ? found.group(1) : operation;
    }

    HttpResponse<String> send(HttpRequest.Builder asked) {
        var request = asked.timeout(ANSWER_MAX).build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As a long pause of the machine would; of a process only. */
    void freeze() {
        requireNonNull(process).freeze();
    }

    void thaw() {
        requireNonNull(process).thaw();
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

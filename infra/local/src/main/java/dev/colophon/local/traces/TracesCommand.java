package dev.colophon.local.traces;

import dev.colophon.local.config.Refusal;
import dev.colophon.local.terminal.Terminal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the viewer of traces, Zipkin's server, and the door for spans until it is stopped. What it has shown is gone then. */
@Command(name = "traces", description = "Shows the services' traces in a browser (Ctrl-C ends it).")
public final class TracesCommand implements Callable<Integer> {

    /** Where the script that calls this has put the server. */
    private static final String VIEWER = "COLOPHON_TRACE_VIEWER";

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);

    private final Terminal terminal = Terminal.ofProcess();

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "9411",
            description = "Of the viewer (${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--collector-port",
            paramLabel = "N",
            defaultValue = "4318",
            description = "Where the services send their spans (${DEFAULT-VALUE}).")
    private int collectorPort;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var viewer = URI.create("http://127.0.0.1:" + port + "/");
        var server = start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::destroy, "stop-viewer"));
        try (var door = SpanDoor.open(collectorPort, viewer)) {
            awaitReady(server, viewer);
            terminal.out().printf("""
                    Traces are shown at %szipkin/
                    Let the services send theirs, and start those that run anew:
                      infra/local/down && OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:%d infra/local/up
                    """, viewer, door.port());
            terminal.out().flush();
            return server.waitFor() == 0 ? 0 : 1;
        } finally {
            server.destroy();
        }
    }

    private Process start() throws IOException {
        var jar = System.getenv(VIEWER);
        if (jar == null || !Files.isReadable(Path.of(jar))) {
            throw new Refusal("Call infra/local/traces: it fetches the viewer that this needs.");
        }
        // Not in the home of the local run: that is made by the first `up`, and may not be there yet.
        var log = Path.of(jar).resolveSibling("viewer.log");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(java, "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", jar);
        builder.environment().put("QUERY_PORT", String.valueOf(port));
        builder.environment().put("ARMERIA_OPTS", "");
        builder.environment().put("SELF_TRACING_ENABLED", "false");
        return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    private static void awaitReady(Process server, URI viewer) throws IOException, InterruptedException {
        var end = System.nanoTime() + READY_WITHIN.toNanos();
        try (var http = HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build()) {
            while (!isReady(http, viewer)) {
                if (server.waitFor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                    throw new Refusal(
                            "The viewer did not start; why, says infra/local/target/trace-viewer/viewer.log.");
                }
            }
        }
    }

    private static boolean isReady(HttpClient http, URI viewer) throws InterruptedException {
        var request = HttpRequest.newBuilder(viewer.resolve("/health"))
                .timeout(ANSWER_WITHIN)
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}

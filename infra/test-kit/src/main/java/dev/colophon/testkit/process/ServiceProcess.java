package dev.colophon.testkit.process;

import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/**
 * One of our services as a process of its own, on the JDK of this JVM. It outlives this JVM unless stopped, and a second
 * object with the same folder and name finds it again.
 */
public final class ServiceProcess {

    private static final Duration HEALTH_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    private final ServiceSettings settings;

    public ServiceProcess(ServiceSettings settings) {
        this.settings = settings;
    }

    /**
     * The runnable jar that the build made of a module; its libraries are in the folder {@code lib} beside it.
     *
     * @throws IllegalStateException where it has not been built
     */
    public static Path jarOf(String module) {
        Path target = RepositoryFiles.root().resolve(module).resolve("target");
        try (Stream<Path> files = Files.isDirectory(target) ? Files.list(target) : Stream.empty()) {
            return files.filter(file -> file.getFileName().toString().matches(module + "-[0-9][^/]*(?<!-exec)\\.jar"))
                    .findAny()
                    .orElseThrow(() -> new IllegalStateException("no " + module + "-*.jar: run mvn package first"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + target, e);
        }
    }

    /** Starts the service unless it runs; does not wait for it. */
    public ServiceProcess start() {
        if (!isAlive()) {
            try {
                Files.createDirectories(settings.folder());
            } catch (IOException e) {
                throw new UncheckedIOException("cannot make " + settings.folder(), e);
            }
            ChildProcess.start(command(), environment(), settings.log(), settings.pidFile());
        }
        return this;
    }

    /**
     * Waits until the service says that it is ready.
     *
     * @throws IllegalStateException with its last answer and the end of its log, when it ends or does not get ready in time
     */
    public ServiceProcess awaitReady(Duration deadline) {
        try {
            Awaitility.await(settings.name())
                    .atMost(deadline)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL_INTERVAL)
                    .failFast(() -> !isAlive())
                    .until(() -> readiness().ready());
            return this;
        } catch (ConditionTimeoutException | TerminalFailureException e) {
            throw new IllegalStateException(
                    "%s is not ready (%s): %s%n%s"
                            .formatted(
                                    settings.name(),
                                    isAlive() ? "after " + deadline : "its process has ended",
                                    readiness().answer(),
                                    Command.tail(settings.log())),
                    e);
        }
    }

    /** What the service answers now. Never throws: no answer is an answer too. */
    public Readiness readiness() {
        URI uri = URI.create("http://127.0.0.1:" + settings.managementPort() + "/actuator/health/readiness");
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(HEALTH_TIMEOUT).build()) {
            var answer = client.send(
                    HttpRequest.newBuilder(uri).timeout(HEALTH_TIMEOUT).build(), BodyHandlers.ofString());
            return new Readiness(answer.statusCode() == 200, answer.body());
        } catch (IOException e) {
            return new Readiness(false, "no answer: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Readiness(false, "interrupted");
        }
    }

    public boolean isAlive() {
        return running().isPresent();
    }

    /** The process, if it lives: to tell its id, freeze it or thaw it. */
    public Optional<ChildProcess> running() {
        return ChildProcess.find(settings.pidFile());
    }

    /**
     * Asks the service to shut down (SIGTERM) and waits; kills it when the grace is over.
     *
     * @return whether it ended by itself; true also when it was down
     */
    public boolean stop(Duration grace) {
        return running().map(process -> process.stop(grace)).orElse(true);
    }

    /** Ends the service between any two of its instructions (SIGKILL); returns when it is gone. */
    public void kill() {
        running().ifPresent(ChildProcess::kill);
    }

    public Path log() {
        return settings.log();
    }

    /** Where its health and metrics answer, on 127.0.0.1. */
    public int managementPort() {
        return settings.managementPort();
    }

    /** Where the process's mark stands, for a {@link Guardian}. */
    public Path pidFile() {
        return settings.pidFile();
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(JavaCommand.java()));
        command.addAll(settings.javaOptions());
        command.addAll(List.of("-jar", settings.jar().toString()));
        return command;
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(settings.environment());
        environment.put("MANAGEMENT_SERVER_PORT", String.valueOf(settings.managementPort()));
        return environment;
    }

    /** A service's answer to the question whether it can do its work. */
    public record Readiness(boolean ready, String answer) {}
}

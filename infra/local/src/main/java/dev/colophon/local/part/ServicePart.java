package dev.colophon.local.part;

import dev.colophon.local.config.Home;
import dev.colophon.testkit.process.ChildProcess;
import dev.colophon.testkit.process.JavaCommand;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One of the four services as the process that it is in production. It runs from a copy of its jar and libraries: a build may replace
 * the jar at any time, and a newer one is taken at the next start.
 */
public final class ServicePart implements Part {

    private static final Duration START_DEADLINE = Duration.ofMinutes(3);
    private static final Duration STOP_GRACE = Duration.ofSeconds(40);
    private static final int HEAP_MEGABYTES = 256;
    private static final long LOG_BYTES_MAX = 20_000_000;

    private final Service service;
    private final Map<String, String> environment;
    private final int managementPort;
    private final Path copy;
    private final StartCache cache;
    private final Path log;
    private final Path pidFile;

    ServicePart(Home home, Service service, Map<String, String> environment, int managementPort) {
        this.service = service;
        this.environment = environment;
        this.managementPort = managementPort;
        this.copy = home.data("services").resolve(service.word()).resolve("service.jar");
        this.cache = new StartCache(copy);
        this.log = home.log(service.word());
        this.pidFile = home.process(service.word());
    }

    @Override
    public String name() {
        return service.word();
    }

    public Service service() {
        return service;
    }

    /** For a test that kills or freezes it. */
    public Optional<ChildProcess> running() {
        return ChildProcess.find(pidFile);
    }

    @Override
    public Presence presence() {
        return running().map(this::presence).orElseGet(() -> Presence.down(address()));
    }

    @Override
    public void start(Consumer<String> detail) throws IOException, InterruptedException {
        var jar = service.jar();
        if (running().isPresent() && isCurrent(jar)) {
            detail.accept("is running");
        } else {
            stop();
            launch(jar);
        }
        var process = running().orElseThrow(() -> new IllegalStateException("ended at once; see " + log));
        new Readiness(process, log, START_DEADLINE).await(() -> Health.of(readiness()), detail);
    }

    @Override
    public void stop() {
        running().ifPresent(process -> process.stop(STOP_GRACE));
    }

    private void launch(Path jar) throws IOException {
        if (!isCurrent(jar)) {
            cache.forget();
            copyWithLibraries(jar);
        }
        keepLogSmall();
        ChildProcess.start(command(), environment, log, pidFile);
    }

    /** The jar names its libraries, so older ones may stay; it comes last, so that half a copy is not taken for a current one. */
    private void copyWithLibraries(Path jar) throws IOException {
        var libraries = copy.resolveSibling("lib");
        Files.createDirectories(libraries);
        try (var files = Files.list(jar.resolveSibling("lib"))) {
            for (var library : files.toList()) {
                Files.copy(library, libraries.resolve(library.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    }

    private boolean isCurrent(Path jar) throws IOException {
        return Files.exists(copy)
                && Files.size(copy) == Files.size(jar)
                && Files.getLastModifiedTime(copy).equals(Files.getLastModifiedTime(jar));
    }

    private void keepLogSmall() throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_BYTES_MAX) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private List<String> command() {
        var command = new ArrayList<>(List.of(JavaCommand.java()));
        command.addAll(JavaCommand.smallServer(HEAP_MEGABYTES));
        command.addAll(cache.options());
        command.addAll(List.of("-jar", copy.toString()));
        return command;
    }

    private Presence presence(ChildProcess process) {
        var health = Health.of(readiness());
        return health.isUp()
                ? Presence.up(process.pid(), address())
                : Presence.damaged(process.pid(), address(), health.cause());
    }

    private URI readiness() {
        return URI.create(address() + "/actuator/health/readiness");
    }

    private String address() {
        return "http://127.0.0.1:" + managementPort;
    }
}

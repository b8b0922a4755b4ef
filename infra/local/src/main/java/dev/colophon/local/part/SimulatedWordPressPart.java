package dev.colophon.local.part;

import dev.colophon.local.config.Home;
import dev.colophon.local.config.Listener;
import dev.colophon.local.config.Settings;
import dev.colophon.testkit.process.ChildProcess;
import dev.colophon.testkit.process.JavaCommand;
import dev.colophon.testkit.wordpress.SimulatedWordPress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The imitation of WordPress, as a process of its own. */
public final class SimulatedWordPressPart implements WordPressPart {

    private static final Duration START_DEADLINE = Duration.ofSeconds(60);
    private static final Duration STOP_GRACE = Duration.ofSeconds(10);
    private static final int HEAP_MEGABYTES = 128;

    private final Path folder;
    private final Path log;
    private final Path pidFile;
    private final int port;

    SimulatedWordPressPart(Home home, Settings settings) {
        folder = home.data("wordpress-simulated");
        log = home.log("wordpress");
        pidFile = home.process("wordpress-simulated");
        port = settings.port(Listener.WORDPRESS);
    }

    @Override
    public String name() {
        return "WordPress (simulated)";
    }

    @Override
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public Path siteFile() {
        return folder.resolve("site.json");
    }

    @Override
    public Presence presence() {
        return running().map(this::presence).orElseGet(() -> Presence.down(url().toString()));
    }

    @Override
    public void start(Consumer<String> detail) throws IOException, InterruptedException {
        if (presence().isUp()) {
            return;
        }
        stop();
        Files.createDirectories(folder);
        var process = ChildProcess.start(command(), Map.of(), log, pidFile);
        new Readiness(process, log, START_DEADLINE).await(() -> Health.of(probe()), detail);
    }

    @Override
    public void stop() {
        running().ifPresent(process -> process.stop(STOP_GRACE));
    }

    private Presence presence(ChildProcess process) {
        var health = Health.of(probe());
        return health.isUp()
                ? Presence.up(process.pid(), url().toString())
                : Presence.damaged(process.pid(), url().toString(), health.cause());
    }

    private Optional<ChildProcess> running() {
        return ChildProcess.find(pidFile);
    }

    private URI probe() {
        return URI.create(url() + "/wp-json/");
    }

    private List<String> command() {
        var command = new ArrayList<>(List.of(JavaCommand.java()));
        command.addAll(JavaCommand.smallServer(HEAP_MEGABYTES));
        command.addAll(List.of(
                "-cp",
                JavaCommand.classPath(),
                SimulatedWordPress.class.getName(),
                folder.toString(),
                String.valueOf(port)));
        return command;
    }
}

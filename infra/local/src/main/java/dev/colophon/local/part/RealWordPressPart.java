package dev.colophon.local.part;

import dev.colophon.local.config.Home;
import dev.colophon.local.config.Listener;
import dev.colophon.local.config.Refusal;
import dev.colophon.local.config.Settings;
import dev.colophon.testkit.RepositoryFiles;
import dev.colophon.testkit.process.Command;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** WordPress itself, run by infra/wordpress/wordpress, which knows its processes better than any file of ours. */
public final class RealWordPressPart implements WordPressPart {

    private static final Duration INSTALL_DEADLINE = Duration.ofMinutes(15);
    private static final Duration START_DEADLINE = Duration.ofMinutes(10);
    private static final Duration STOP_DEADLINE = Duration.ofMinutes(2);
    private static final Duration LOOK_DEADLINE = Duration.ofSeconds(15);
    private static final int EXIT_PACKAGES = 3;
    private static final int EXIT_PORT = 4;

    private final Path folder;
    private final Path log;
    private final int port;

    RealWordPressPart(Home home, Settings settings) {
        folder = home.data("wordpress");
        log = home.log("wordpress");
        port = settings.port(Listener.WORDPRESS);
    }

    @Override
    public String name() {
        return "WordPress";
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
        if (!Files.isDirectory(folder)) {
            return Presence.down(url().toString());
        }
        var status = Command.tryRun(command("status"), LOOK_DEADLINE);
        var words = status.output().strip();
        if (status.exitCode() == 0) {
            return Presence.up(0, url().toString());
        }
        return words.startsWith("stopped")
                ? Presence.down(url().toString())
                : Presence.damaged(0, url().toString(), words);
    }

    @Override
    public void start(Consumer<String> detail) throws IOException, InterruptedException {
        run(detail, INSTALL_DEADLINE, List.of(script(), "install-packages"));
        run(
                detail,
                START_DEADLINE,
                List.of(
                        script(),
                        "start",
                        folder.toString(),
                        "--dist",
                        Folders.cache().resolve("wordpress").toString(),
                        "--port",
                        String.valueOf(port)));
    }

    @Override
    public void stop() {
        if (Files.isDirectory(folder)) {
            Command.run(command("stop"), STOP_DEADLINE);
        }
    }

    private void run(Consumer<String> detail, Duration deadline, List<String> command)
            throws IOException, InterruptedException {
        var end = new TalkingCommand(command, log).run(deadline, detail);
        switch (end.exitCode()) {
            case 0 -> {}
            case EXIT_PACKAGES ->
                throw new Refusal(end.lastLines() + "\nOr do without: infra/local/up --wordpress=simulated");
            case EXIT_PORT -> throw new Refusal(end.lastLines() + " (here: --port wordpress=N)");
            default -> throw new IllegalStateException(end.lastLines());
        }
    }

    private List<String> command(String action) {
        return List.of(script(), action, folder.toString());
    }

    private static String script() {
        return RepositoryFiles.resolve("infra/wordpress/wordpress").toString();
    }
}

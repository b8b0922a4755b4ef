package dev.colophon.local.rehearse;

import dev.colophon.local.api.PublishApi;
import dev.colophon.local.config.Home;
import dev.colophon.local.config.Listener;
import dev.colophon.local.config.Refusal;
import dev.colophon.local.config.Secrets;
import dev.colophon.local.config.Settings;
import dev.colophon.local.config.WorkingFolder;
import dev.colophon.local.terminal.Terminal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The whole road, walked by a test story: what a scheduler runs once a day. */
@Command(
        name = "rehearse",
        sortOptions = false,
        description = "Publishes a test story, looks at every step's output and at its page, and withdraws it again.",
        footer = {
            "",
            "Elsewhere than on the local run: --api, and the key of a client of its own in COLOPHON_KEY.",
            "What to do when it fails, and how its last success is alarmed: docs/operations/rehearsal.md",
            "",
            "Exit code: 0 the road is sound, 1 it is not (with the reason), 2 wrong use."
        })
public final class RehearseCommand implements Callable<Integer> {

    private final Terminal terminal = Terminal.ofProcess();
    private final Clock clock = Clock.systemUTC();

    @Option(
            names = "--site",
            paramLabel = "KEY",
            defaultValue = "local",
            description = "The site's key (${DEFAULT-VALUE}); one for tests, since its readers may see the story.")
    private String site = "local";

    @Option(names = "--api", paramLabel = "URL", description = "Where publish-api answers (the local run's).")
    private @Nullable URI api;

    @Option(
            names = "--within",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description = "For the whole way (${DEFAULT-VALUE}).")
    private int seconds = 300;

    @Option(names = "--proof", paramLabel = "FILE", description = "Where the time of a success is kept for Prometheus.")
    private @Nullable Path proof;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var began = clock.instant();
        try (var door = door()) {
            new Rehearsal(door, site, clock, Thread::sleep, Duration.ofSeconds(seconds)).walk();
        } catch (RoadBrokenException broken) {
            terminal.err().println("the road is not sound: " + broken.getMessage());
            return 1;
        }
        if (proof != null) {
            Proof.write(WorkingFolder.resolve(proof), site, clock.instant());
        }
        terminal.out()
                .println("the road is sound: published, seen and withdrawn at site %s in %d s"
                        .formatted(
                                site, Duration.between(began, clock.instant()).toSeconds()));
        return 0;
    }

    private PublishApi door() throws IOException {
        var given = System.getenv("COLOPHON_KEY");
        if (api != null) {
            if (given == null || given.isBlank()) {
                throw new Refusal("--api needs the key of a client in COLOPHON_KEY");
            }
            return new PublishApi(api, given);
        }
        var home = Home.ofEnvironment();
        var local = Secrets.of(home).clientKey();
        if (local == null) {
            throw new Refusal("no API key yet: run infra/local/up first");
        }
        return new PublishApi(PublishApi.local(Settings.of(home).port(Listener.API)), local);
    }
}

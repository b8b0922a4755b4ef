package dev.colophon.local.up;

import dev.colophon.local.config.Ground;
import dev.colophon.local.config.Home;
import dev.colophon.local.config.HomeLock;
import dev.colophon.local.config.Listener;
import dev.colophon.local.config.Ports;
import dev.colophon.local.config.Refusal;
import dev.colophon.local.config.Settings;
import dev.colophon.local.config.WordPressKind;
import dev.colophon.local.down.StopEverything;
import dev.colophon.local.terminal.Terminal;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the whole pipeline on this machine and returns when stories can be posted. */
@Command(
        name = "up",
        sortOptions = false,
        description = "Starts PostgreSQL, Kafka, WordPress and the four services, or what of them does not run.",
        footer = {"", "Everything is kept in .colophon (COLOPHON_HOME chooses another folder)."})
public final class UpCommand implements Callable<Integer> {

    private static final int FAILED = 1;

    private final Terminal terminal = Terminal.ofProcess();
    private final Clock clock = Clock.systemUTC();

    @Option(names = "--fresh", description = "Stop everything and forget all data first.")
    private boolean fresh;

    @Option(names = "--wordpress", paramLabel = "KIND", description = "real (as at first) or simulated.")
    private @Nullable WordPressKind wordpress;

    @Option(names = "--port-base", paramLabel = "N", description = "First of a block of ports (18080 at first).")
    private @Nullable Integer portBase;

    @Option(
            names = "--port",
            paramLabel = "NAME=N",
            description = "One port: api, api-management, relay, publisher, projector, wordpress, kafka, postgres, "
                    + "publisher-operations, projector-operations.")
    private Map<Listener, Integer> ports = Map.of();

    @Option(
            names = "--ground",
            paramLabel = "WHOSE",
            description =
                    "own: PostgreSQL and Kafka of its own. given: they listen on their ports already, with a superuser "
                            + "postgres whose password is the databasePassword of secrets.json.")
    private @Nullable Ground ground;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var home = Home.ofEnvironment().make();
        try (var _ = HomeLock.take(home)) {
            if (fresh) {
                new StopEverything(terminal).in(home);
                home.clear();
                home.make();
            }
            return start(home, chosen(home));
        }
    }

    private int start(Home home, Settings settings) throws IOException, InterruptedException {
        try (var steps = new Steps(terminal, clock)) {
            var parts = new StartEverything(home, settings, steps).run();
            new Welcome(home, settings, parts).lines().forEach(terminal.out()::println);
            return 0;
        } catch (Steps.Failed failed) {
            if (failed.getCause() instanceof Refusal refusal) {
                throw refusal;
            }
            terminal.err().println("%s did not start: %s".formatted(failed.step(), failed.getMessage()));
            terminal.err().println("What runs was left running. Logs: " + home.logs());
            terminal.err().println("Next: infra/local/up tries again, infra/local/down stops the rest.");
            return FAILED;
        }
    }

    private Settings chosen(Home home) throws IOException {
        var known = Settings.find(home);
        var kind = known.map(Settings::wordpress).orElse(WordPressKind.REAL);
        if (wordpress != null && wordpress != kind && known.isPresent()) {
            throw new Refusal(
                    "this run has a %s WordPress with its posts; for a %s one start anew: infra/local/up --fresh --wordpress=%s"
                            .formatted(kind.word(), wordpress.word(), wordpress.word()));
        }
        var block = portBase != null
                ? Ports.from(portBase)
                : known.map(Settings::ports).orElseGet(() -> Ports.from(Ports.DEFAULT_BASE));
        var settings = new Settings(
                block.with(ports),
                wordpress != null ? wordpress : kind,
                ground != null ? ground : known.map(Settings::ground).orElse(Ground.OWN));
        known.filter(before -> !before.equals(settings)).ifPresent(before -> requireStopped(home));
        return settings.store(home);
    }

    private static void requireStopped(Home home) {
        if (StopEverything.anythingRunsIn(home)) {
            throw new Refusal("settings can be changed only while nothing runs; first: infra/local/down");
        }
    }
}

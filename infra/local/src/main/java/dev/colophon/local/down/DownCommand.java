package dev.colophon.local.down;

import dev.colophon.local.config.Home;
import dev.colophon.local.config.HomeLock;
import dev.colophon.local.terminal.Terminal;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Stops everything that {@code up} started. */
@Command(name = "down", description = "Stops everything and keeps the data.")
public final class DownCommand implements Callable<Integer> {

    private final Terminal terminal = Terminal.ofProcess();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var home = Home.ofEnvironment();
        if (!home.exists()) {
            terminal.err().println("nothing was ever started in " + home.root());
            return 0;
        }
        try (var _ = HomeLock.take(home)) {
            var ran = new StopEverything(terminal).in(home);
            terminal.err().println(ran ? "Everything is stopped; the data is kept." : "Nothing was running.");
            return 0;
        }
    }
}

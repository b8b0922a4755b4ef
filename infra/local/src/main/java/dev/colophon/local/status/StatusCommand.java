package dev.colophon.local.status;

import dev.colophon.local.config.Home;
import dev.colophon.local.config.Listener;
import dev.colophon.local.config.Secrets;
import dev.colophon.local.config.Settings;
import dev.colophon.local.part.Parts;
import dev.colophon.local.part.Presence;
import dev.colophon.local.terminal.Table;
import dev.colophon.local.terminal.Terminal;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Tells what runs, what is well and how many publications stand where. */
@Command(
        name = "status",
        description = "What runs, what is healthy, and how many publications have which status.",
        footer = {"", "Exit code: 0 everything is up, 1 something is not."})
public final class StatusCommand implements Callable<Integer> {

    private static final int NOT_ALL_UP = 1;

    private final Terminal terminal = Terminal.ofProcess();

    @Override
    public Integer call() throws IOException {
        var home = Home.ofEnvironment();
        var settings = Settings.of(home);
        var parts = Parts.of(home, settings, Secrets.of(home));
        var isAllUp = true;
        var table = new Table("PART", "STATE", "PID", "ADDRESS", "CAUSE");
        for (var part : parts.all()) {
            var presence = part.presence();
            isAllUp &= presence.isUp();
            table.row(part.name(), word(presence), pid(presence), presence.address(), presence.cause());
        }
        table.lines().forEach(terminal.out()::println);
        terminal.out().println();
        terminal.out()
                .println("publish-api's door: http://127.0.0.1:" + settings.port(Listener.API) + "   logs: "
                        + home.logs());
        terminal.out()
                .println(
                        "operations: relay http://127.0.0.1:%d, publisher http://127.0.0.1:%d, projector http://127.0.0.1:%d   key: operationsKey in %s"
                                .formatted(
                                        settings.port(Listener.RELAY_OPERATIONS),
                                        settings.port(Listener.PUBLISHER_OPERATIONS),
                                        settings.port(Listener.PROJECTOR_OPERATIONS),
                                        home.secrets()));
        tellPublications(parts);
        return isAllUp ? 0 : NOT_ALL_UP;
    }

    private void tellPublications(Parts parts) {
        if (parts.postgres().presence().isUp()) {
            terminal.out().println("publications: " + PublicationCounts.in(parts.postgres()));
        }
    }

    private static String word(Presence presence) {
        return presence.state().name().toLowerCase(Locale.ROOT);
    }

    private static String pid(Presence presence) {
        return presence.pid() == 0 ? "-" : String.valueOf(presence.pid());
    }
}

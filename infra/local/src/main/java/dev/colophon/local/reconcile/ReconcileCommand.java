package dev.colophon.local.reconcile;

import dev.colophon.local.api.OperationsApi;
import dev.colophon.local.api.PublishApi;
import dev.colophon.local.config.Home;
import dev.colophon.local.config.Listener;
import dev.colophon.local.config.Refusal;
import dev.colophon.local.config.Secrets;
import dev.colophon.local.config.Settings;
import dev.colophon.local.terminal.LiveLine;
import dev.colophon.local.terminal.Terminal;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Compares a site with what the publisher has on record, and heals what differs if asked to. */
@Command(
        name = "reconcile",
        sortOptions = false,
        description =
                "Compares a site with the publisher's ledger, both ways. Changes nothing unless --apply is given.",
        footer = {
            "",
            "Every finding stays on record with the operator's name. What each kind means: docs/operations/reconcile.md",
            "",
            "Exit code: 0 all in order or healed, 1 something is left (or the walk stopped), 2 wrong use."
        })
public final class ReconcileCommand implements Callable<Integer> {

    private static final JsonMapper JSON = new JsonMapper();

    private final Terminal terminal = Terminal.ofProcess();

    @Option(
            names = "--site",
            paramLabel = "KEY",
            defaultValue = "local",
            description = "The site's key (${DEFAULT-VALUE}).")
    private String site = "local";

    @Option(names = "--apply", description = "Do it: visits are made due, lost records put back.")
    private boolean apply;

    @Option(names = "--sweep", description = "Delete stray drafts that can never be used.")
    private boolean sweep;

    @Option(names = "--from-receipts", description = "Believe our own receipts where the ledger lost its record.")
    private boolean fromReceipts;

    @Option(names = "--overwrite-edits", description = "Send the wanted content again where an editor changed it.")
    private boolean overwriteEdits;

    @Option(names = "--operator", paramLabel = "NAME", description = "Who you are, for the record (the user's name).")
    private @Nullable String operator;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var home = Home.ofEnvironment();
        var key = Secrets.of(home).operationsKey();
        if (key == null) {
            throw new Refusal("no operations key yet: run infra/local/up once more");
        }
        var address = PublishApi.local(Settings.of(home).port(Listener.PUBLISHER_OPERATIONS));
        try (var api = new OperationsApi("wordpress-publisher", address, key, operator())) {
            var walk = new SiteWalk(api, new LiveLine(terminal, Clock.systemUTC()), Thread::sleep);
            var report = walk.of(site, orders());
            report.lines().forEach(terminal.out()::println);
            return report.isAllWell() ? 0 : 1;
        }
    }

    private ObjectNode orders() {
        return JSON.createObjectNode()
                .put("dryRun", !apply)
                .put("sweep", sweep)
                .put("fromReceipts", fromReceipts)
                .put("overwriteEdits", overwriteEdits);
    }

    private String operator() {
        return operator == null ? System.getProperty("user.name", "local") : operator;
    }
}

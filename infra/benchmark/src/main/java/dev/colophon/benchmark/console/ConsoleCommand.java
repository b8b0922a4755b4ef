package dev.colophon.benchmark.console;

import dev.colophon.benchmark.accept.Door;
import dev.colophon.benchmark.measure.Machine;
import dev.colophon.benchmark.measure.Percentiles;
import dev.colophon.benchmark.measure.Progress;
import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code infra/benchmark/run console}. */
@Command(name = "console", description = "How long each page of the console takes; written to docs/benchmarks.")
public final class ConsoleCommand implements Callable<Integer> {

    private static final Path PAGES = Path.of("docs/benchmarks");

    @Option(names = "--publications", defaultValue = "100000", description = "on record (default ${DEFAULT-VALUE})")
    private int publications;

    @Option(names = "--requests", defaultValue = "300", description = "for each page (default ${DEFAULT-VALUE})")
    private int requests;

    @Option(names = "--try", description = "the figures alone; nothing is written")
    private boolean tryOnly;

    /** A page, and words by which it is known to be the one that was asked for. */
    private record Wanted(String name, String path, String shows) {}

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        var progress = new Progress(System.err);
        progress.say("starting PostgreSQL and publish-api");
        try (var door = Door.open(List.of(), Map.of());
                var visitor = new Visitor(door.address())) {
            door.accept("template", Archive.TEMPLATE);
            progress.say("filling in " + publications + " publications");
            new Archive(door.postgres(), publications).fill();
            visitor.signIn(door.adminKey());
            var rows = new ArrayList<ConsolePage.Row>();
            for (var wanted : wanted(door)) {
                rows.add(new ConsolePage.Row(wanted.name(), wanted.path(), measure(visitor, wanted)));
                progress.say("%s: p99 %.1f ms"
                        .formatted(wanted.name(), rows.getLast().millis().p99()));
            }
            var page = new ConsolePage(rows, publications, requests);
            if (!tryOnly) {
                page.write(
                        RepositoryFiles.root().resolve(PAGES),
                        Machine.commit(),
                        Machine.describe(),
                        LocalDate.now(ZoneOffset.UTC));
                progress.say("written: " + PAGES.resolve("console.md"));
            }
            System.out.println(page.table());
            return 0;
        }
    }

    /** The first has no data in it: what any page takes. */
    private List<Wanted> wanted(Door door) throws SQLException {
        var one = Archive.publication(door.postgres(), publications / 2 + 4);
        return List.of(
                new Wanted("a page without data", "/console/sign-in", "API key"),
                new Wanted("publications", "/console/publications", "story-1"),
                new Wanted("of one site", "/console/publications?site=bench", "story-1"),
                new Wanted("those that failed", "/console/publications?status=failed", "story-100"),
                new Wanted("none of a rare status", "/console/publications?status=removed", "Publications"),
                new Wanted("the one that is accepted", "/console/publications?status=accepted", "template"),
                new Wanted(
                        "one story",
                        "/console/publications?storyKey=story-" + publications / 2,
                        "story-" + publications / 2),
                new Wanted("one publication", "/console/publications/" + one, "https://bench.example/"),
                new Wanted("overview", "/console/overview", "Overview"),
                new Wanted("sites", "/console/sites", "bench"),
                new Wanted("integrity", "/console/integrity", "Integrity"),
                new Wanted("rebuilds", "/console/rebuilds", "Rebuilds"),
                new Wanted("asking for a reconciliation", "/console/publications/" + one + "/reconcile", "Runbook"));
    }

    private Percentiles measure(Visitor visitor, Wanted wanted) throws IOException, InterruptedException {
        var millis = new double[requests];
        for (var warm = 0; warm < requests; warm++) {
            visitor.look(wanted.path(), wanted.shows());
        }
        for (var request = 0; request < requests; request++) {
            millis[request] = visitor.look(wanted.path(), wanted.shows());
        }
        return Percentiles.of(millis);
    }
}

package dev.colophon.benchmark.scale;

import dev.colophon.benchmark.measure.Progress;
import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code infra/benchmark/run scale}. Nothing is started: the same seed writes the same page on every machine. */
@Command(
        name = "scale",
        description = "How long stories wait for their visit on busy days, simulated; written to docs/benchmarks.")
public final class ScaleCommand implements Callable<Integer> {

    private static final Path PAGES = Path.of("docs/benchmarks");
    private static final double PEAK = 0.1;

    @Option(
            names = "--stories",
            defaultValue = "400000",
            description = "of each hour simulated (default ${DEFAULT-VALUE})")
    private int stories;

    @Option(
            names = "--visit",
            defaultValue = "250",
            description = "median milliseconds of a visit (default ${DEFAULT-VALUE})")
    private double visitMillis;

    @Option(names = "--spread", defaultValue = "0.5", description = "of its logarithm (default ${DEFAULT-VALUE})")
    private double spread;

    @Option(names = "--seed", defaultValue = "7", description = "of what is random (default ${DEFAULT-VALUE})")
    private long seed;

    @Override
    public Integer call() throws IOException {
        var progress = new Progress(System.err);
        List<ScalePage.Hour> hours = new ArrayList<>();
        for (var day : days()) {
            progress.say("%,d publications a day on %,d sites, %d places, %d visits at once to a site"
                    .formatted(day.publications(), day.sites(), day.places(), day.cap()));
            hours.add(new ScalePage.Hour(day, stories, new Simulation(day, seed).run(stories)));
        }
        var page = new ScalePage(
                hours,
                "infra/benchmark/run scale --stories %d --visit %.0f --spread %.1f --seed %d"
                        .formatted(stories, visitMillis, spread, seed));
        page.write(RepositoryFiles.root().resolve(PAGES));
        progress.say("written: " + PAGES.resolve("scale.md"));
        System.out.println(page.table());
        return 0;
    }

    /** A place is one of the 32 visits at once that a publisher makes by default. */
    private List<Day> days() {
        return List.of(
                day(10_000, 20, 1, 32),
                day(10_000, 20, 4, 32),
                day(1_000_000, 2_000, 1, 32),
                day(1_000_000, 2_000, 4, 32),
                day(1_000_000, 2_000, 4, 7),
                day(100_000_000, 200_000, 16, 40 * 32),
                day(100_000_000, 200_000, 64, 40 * 32),
                day(100_000_000, 200_000, 64, 26 * 32),
                day(100_000_000, 200_000, 64, 22 * 32));
    }

    private Day day(long publications, int sites, int cap, int places) {
        return new Day(publications, PEAK, sites, cap, places, visitMillis, spread);
    }
}

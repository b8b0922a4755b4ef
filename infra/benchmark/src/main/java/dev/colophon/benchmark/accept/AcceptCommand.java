package dev.colophon.benchmark.accept;

import dev.colophon.benchmark.measure.Heap;
import dev.colophon.benchmark.measure.Machine;
import dev.colophon.benchmark.measure.ProcessFigures;
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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code infra/benchmark/run accept}. */
@Command(
        name = "accept",
        description =
                "Jobs that publish-api accepts, beside the same transaction by plain JDBC; written to docs/benchmarks.")
public final class AcceptCommand implements Callable<Integer> {

    private static final Path PAGES = Path.of("docs/benchmarks");

    @Option(names = "--seconds", defaultValue = "20", description = "of each measurement (default ${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--connections", defaultValue = "16", description = "at once (default ${DEFAULT-VALUE})")
    private int connections;

    @Option(names = "--rounds", defaultValue = "3", description = "of door and JDBC in turn (default ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--warm-up",
            defaultValue = "150",
            description = "seconds before anything counts (default ${DEFAULT-VALUE})")
    private int warmUpSeconds;

    @Option(names = "--try", description = "the figures alone; nothing is written")
    private boolean tryOnly;

    @Option(names = "--recording", description = "a flight recording of publish-api goes into this file")
    private @Nullable Path recording;

    @Option(names = "--jvm", description = "an option of publish-api's JVM, to try what it changes; may be repeated")
    private List<String> jvm = List.of();

    @Override
    public Integer call() throws IOException, SQLException {
        var progress = new Progress(System.err);
        progress.say("starting PostgreSQL and publish-api; neither Kafka nor relay nor WordPress runs");
        try (var door = Door.open(options(), Map.of())) {
            var page = page(measured(door, progress));
            if (!tryOnly) {
                page.write(
                        RepositoryFiles.root().resolve(PAGES),
                        Machine.commit(),
                        Machine.describe(),
                        LocalDate.now(ZoneOffset.UTC));
                progress.say("written: " + PAGES.resolve("accept.md"));
            }
            System.out.println(page.table() + "\n" + page.outages());
            return 0;
        }
    }

    private AcceptFigures measured(Door door, Progress progress) throws IOException, SQLException {
        var recorded = Recording.of(door);
        progress.say(
                "recorded the accepting transaction: " + recorded.statements().size() + " statements");
        Load.closed(door, "warm", connections, warmUpSeconds, () -> new ByHttp(door));
        Load.closed(door, "warmjdbc", connections, warmUpSeconds / 3, () -> new ByJdbc(door, recorded));
        List<Double> heaps = new ArrayList<>(List.of(Heap.liveMegabytes(door.pid())));
        List<Load> http = new ArrayList<>();
        List<Load> jdbc = new ArrayList<>();
        for (var round = 1; round <= rounds; round++) {
            http.add(Load.closed(door, "http" + round, connections, seconds, () -> new ByHttp(door)));
            progress.say("door: %,.0f jobs/s".formatted(http.getLast().perSecond()));
            jdbc.add(Load.closed(door, "jdbc" + round, connections, seconds, () -> new ByJdbc(door, recorded)));
            heaps.add(Heap.liveMegabytes(door.pid()));
            progress.say(
                    "plain JDBC: %,.0f transactions/s".formatted(jdbc.getLast().perSecond()));
        }
        var median = AcceptFigures.median(http);
        var half = median / 2;
        var atHalf = Load.atRate(door, "half", connections, seconds, half, () -> new ByHttp(door));
        var jdbcAtHalf = Load.atRate(door, "jdbchalf", connections, seconds, half, () -> new ByJdbc(door, recorded));
        var outages = Outages.measure(median, connections, seconds, progress);
        return new AcceptFigures(
                http,
                jdbc,
                half,
                atHalf,
                jdbcAtHalf,
                heaps,
                ProcessFigures.peakMegabytes(door.pid()),
                recorded.statements().size(),
                outages);
    }

    private AcceptPage page(AcceptFigures figures) {
        return new AcceptPage(
                figures,
                "infra/benchmark/run accept --seconds %d --connections %d --rounds %d --warm-up %d"
                        .formatted(seconds, connections, rounds, warmUpSeconds),
                connections,
                seconds);
    }

    private List<String> options() {
        var options = new ArrayList<>(jvm);
        if (recording != null) {
            options.add("-XX:FlightRecorderOptions=stackdepth=256");
            options.add(
                    "-XX:StartFlightRecording=settings=profile,jdk.CPUTimeSample#enabled=true,dumponexit=true,filename="
                            + recording.toAbsolutePath());
        }
        return options;
    }
}

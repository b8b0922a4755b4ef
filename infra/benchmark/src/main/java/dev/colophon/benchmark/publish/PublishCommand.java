package dev.colophon.benchmark.publish;

import dev.colophon.benchmark.measure.Machine;
import dev.colophon.benchmark.measure.Progress;
import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code infra/benchmark/run publish}. */
@Command(
        name = "publish",
        description =
                "Stories through the whole pipeline to WordPress, beside a bare client; written to docs/benchmarks.")
public final class PublishCommand implements Callable<Integer> {

    private static final Path PAGES = Path.of("docs/benchmarks");

    @Option(names = "--stories", defaultValue = "200", description = "in each round (default ${DEFAULT-VALUE})")
    private int stories;

    @Option(names = "--concurrency", defaultValue = "4", description = "at the site (default ${DEFAULT-VALUE})")
    private int concurrency;

    @Option(names = "--rounds", defaultValue = "3", description = "of both in turn (default ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--warm-up",
            defaultValue = "500",
            description = "stories to each site before (default ${DEFAULT-VALUE})")
    private int warmUp;

    @Option(names = "--single", defaultValue = "300", description = "one after another (default ${DEFAULT-VALUE})")
    private int single;

    @Option(
            names = "--recordings",
            description =
                    "flight recordings of wordpress-publisher, each read from a socket in them, go into this folder")
    private @Nullable Path recordings;

    @Option(names = "--try", description = "the figures alone; nothing is written")
    private boolean tryOnly;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var progress = new Progress(System.err);
        progress.say("starting WordPress, PostgreSQL, Kafka and the four services");
        List<PublishFigures> figures = new ArrayList<>();
        String footprint;
        var folder = Files.createTempDirectory("colophon-publish");
        try (var sites = Sites.open(Files.createDirectory(folder.resolve("wordpress")));
                var newsroom = new Newsroom(folder, recordings());
                var told = new Told(newsroom.kafka().bootstrapServers())) {
            newsroom.register(sites.here().with(Protocol.STOCK), concurrency);
            newsroom.register(sites.elsewhere().with(Protocol.STOCK), concurrency);
            var before = newsroom.footprint();
            for (var protocol : Protocol.values()) {
                var targets =
                        List.of(sites.elsewhere().with(protocol), sites.here().with(protocol));
                newsroom.restartPublisher();
                for (var target : targets) {
                    figures.add(measure(new Trial(newsroom, told, sites, target, concurrency), target, progress));
                }
            }
            footprint = newsroom.footprint().perStory(before, storiesOfAll(figures));
        }
        remove(folder);
        write(figures, footprint, progress);
        return 0;
    }

    private int storiesOfAll(List<PublishFigures> figures) {
        var ways = (int) figures.stream().filter(one -> one.way() != null).count();
        return figures.size() * (warmUp + rounds * stories) + ways * single;
    }

    /** Options of the publisher's JVM. It is started twice, once for each protocol: %p keeps both recordings. */
    private List<String> recordings() throws IOException {
        if (recordings == null) {
            return List.of();
        }
        Files.createDirectories(recordings);
        return List.of(
                "-XX:StartFlightRecording=settings=profile,jdk.SocketRead#threshold=0ms,jdk.SocketRead#throttle=off,dumponexit=true,filename="
                        + recordings.toAbsolutePath().resolve("publisher-%p.jfr"));
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private PublishFigures measure(Trial trial, Target target, Progress progress)
            throws IOException, InterruptedException {
        var run = target.key() + "-" + target.protocol().name().toLowerCase(Locale.ROOT);
        progress.say(target.words() + ": warming up");
        trial.pipeline(run + "-warm", warmUp);
        List<Rate> bare = new ArrayList<>();
        List<Rate> pipeline = new ArrayList<>();
        for (var round = 1; round <= rounds; round++) {
            bare.add(trial.bare(run + "-bare-" + round, stories));
            pipeline.add(trial.pipeline(run + "-pipe-" + round, stories));
            progress.say("bare %.1f, pipeline %.1f posts/s"
                    .formatted(bare.getLast().perSecond(), pipeline.getLast().perSecond()));
        }
        if (!target.shares()) {
            return new PublishFigures(target, bare, pipeline, null);
        }
        progress.say("one story after another");
        var way = trial.way(run + "-single", single);
        progress.say("own part p50 %.0f ms, p99 %.0f ms"
                .formatted(way.own().p50(), way.own().p99()));
        return new PublishFigures(target, bare, pipeline, way);
    }

    private void write(List<PublishFigures> figures, String footprint, Progress progress) throws IOException {
        var page = new PublishPage(
                figures,
                footprint,
                "infra/benchmark/run publish --stories %d --concurrency %d --rounds %d --warm-up %d --single %d"
                        .formatted(stories, concurrency, rounds, warmUp, single),
                concurrency);
        if (!tryOnly) {
            page.write(
                    RepositoryFiles.root().resolve(PAGES),
                    Machine.commit(),
                    Machine.describe(),
                    LocalDate.now(ZoneOffset.UTC));
            progress.say("written: " + PAGES.resolve("publish.md"));
        }
        System.out.println(page.table() + "\n" + page.cpu() + "\n" + footprint);
    }
}

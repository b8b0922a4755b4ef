package dev.colophon.benchmark.relay;

import dev.colophon.benchmark.measure.Machine;
import dev.colophon.benchmark.measure.Progress;
import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code infra/benchmark/run relay}. */
@Command(
        name = "relay",
        description =
                "Drain rate, latency and cost of the relay, of its rivals, and the ceilings; written to docs/benchmarks.")
public final class RelayCommand implements Callable<Integer> {

    private static final String CEILINGS = "ceilings";
    private static final Path PAGES = Path.of("docs/benchmarks");

    @Option(names = "--rows", defaultValue = "100000", description = "rows of a backlog (default ${DEFAULT-VALUE})")
    private int rows;

    @Option(names = "--seconds", defaultValue = "20", description = "of load at each rate (default ${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--only",
            split = ",",
            description =
                    "of colophon, connect, connect-tuned, poller, modulith, ceilings: these alone, and no page is written")
    private Set<String> only = Set.of();

    @Option(names = "--recording", description = "a flight recording of the relay goes into this file")
    private @Nullable Path recording;

    @Option(
            names = "--jvm",
            description = "an option of the relay's JVM, to try what it changes; may be repeated; no page is written")
    private List<String> jvm = List.of();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, SQLException {
        var size = new Size(rows, seconds);
        var contenders = List.of(
                new ColophonRelay(options()), new Connect(false), new Connect(true), new Poller(), new Modulith());
        requireKnown(contenders);
        var progress = new Progress(System.err);
        progress.say("starting PostgreSQL and Kafka");
        var outcomes = new ArrayList<Outcome>();
        @Nullable Ceilings ceilings = null;
        try (var ground = Ground.start()) {
            for (var contender : contenders) {
                if (isWanted(contender.name())) {
                    outcomes.add(new Trial(ground, contender, size, progress).run());
                }
            }
            if (isWanted(CEILINGS)) {
                ceilings = Ceilings.measure(ground, size, progress);
            }
        }
        tell(size, outcomes, ceilings, progress);
        return outcomes.stream().allMatch(outcome -> outcome.faults().isNone()) ? 0 : 1;
    }

    private void tell(Size size, List<Outcome> outcomes, @Nullable Ceilings ceilings, Progress progress)
            throws IOException {
        if (only.isEmpty() && jvm.isEmpty() && ceilings != null) {
            var page = new RelayPage(size, outcomes, ceilings, commandLine());
            page.write(
                    RepositoryFiles.root().resolve(PAGES),
                    Machine.commit(),
                    Machine.describe(),
                    LocalDate.now(ZoneOffset.UTC));
            progress.say("written: " + PAGES.resolve("relay.md"));
        }
        System.out.println(RelayPage.table(outcomes, ceilings));
    }

    private void requireKnown(List<? extends Contender> contenders) {
        var known = new ArrayList<>(contenders.stream().map(Contender::name).toList());
        known.add(CEILINGS);
        if (spec != null && !known.containsAll(only)) {
            throw new ParameterException(spec.commandLine(), "--only knows " + known);
        }
    }

    private List<String> options() {
        var options = new ArrayList<>(jvm);
        if (recording != null) {
            options.add("-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + recording);
        }
        return options;
    }

    private boolean isWanted(String name) {
        return only.isEmpty() || only.contains(name);
    }

    private String commandLine() {
        return "infra/benchmark/run relay --rows %d --seconds %d".formatted(rows, seconds);
    }
}

package dev.colophon.benchmark.relay;

import dev.colophon.benchmark.measure.Progress;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code infra/benchmark/run relay}. */
@Command(name = "relay", description = "Drain rate, latency and cost of the relay, of its rivals, and the ceilings.")
public final class RelayCommand implements Callable<Integer> {

    @Option(names = "--rows", defaultValue = "100000", description = "rows of a backlog (default ${DEFAULT-VALUE})")
    private int rows;

    @Option(names = "--seconds", defaultValue = "20", description = "of load at each rate (default ${DEFAULT-VALUE})")
    private int seconds;

    @Override
    public Integer call() {
        new Progress(System.err).say("%d rows, %d s at each rate".formatted(rows, seconds));
        return 0;
    }
}

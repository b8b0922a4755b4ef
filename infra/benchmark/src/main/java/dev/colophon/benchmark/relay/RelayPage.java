package dev.colophon.benchmark.relay;

import dev.colophon.benchmark.report.BarChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** docs/benchmarks/relay.md and its plots: the figures of one run, and all that one needs to judge and repeat them. */
record RelayPage(Size size, List<Outcome> outcomes, Ceilings ceilings, String command) {

    @SuppressWarnings("InlineFormatString") // the page stands at the head
    private static final String PAGE = """
            # The relay, measured beside its rivals

            One run of `%s` on %s: commit %s; %s; PostgreSQL 17, Kafka 4.3.1 (one broker, six
            partitions, acks=all), synchronous_commit on. Written by the run; do not edit.

            %s
            Ceilings of the same run: the logical stream read by pgjdbc alone **%,.0f rows/s**, a producer alone **%,.0f rows/s**.
            The relay drains %.2f times as fast as Kafka Connect with its defaults, %.2f times as fast as Kafka Connect tuned, %.2f times
            as fast as the poller, %.0f times as fast as Spring Modulith's resubmission, and at %.2f of the lower ceiling.

            ![drain](relay-drain.svg)

            ![latency](relay-latency.svg)

            ## Who was measured

            %s
            ## How to read it

            - **Everything shares the machine**: PostgreSQL, Kafka, the load, the subscriber and the contender. Compare figures of one
              run with each other, never with those of another.
            - **Drain**: %,d rows of 1 KB (1,000 keys, a hundred rows in a transaction) are written while the contender is frozen
              (SIGSTOP); the time is from when it goes on to the last row in the subscriber's hands. It is warm: the loads and a backlog
              of %,d rows came before.
            - **Latency**: one row in a transaction, %d s at each rate, after %d s at the higher one in which each contender warms up;
              from the return of the commit to the return of the subscriber's poll, by one monotonic clock. %d and %d samples.
            - **CPU** is of the drain, in seconds; of the contender's process, and of all of PostgreSQL.
            - **WAL per event**: what relaying adds to the %,.0f bytes that writing the row costs. The relay's includes the proof that the
              row was read back from Kafka; the poller's, the delete.
            - **RSS** is the largest of the process's life; **live heap** is what a full collection leaves.
            - The poller's order is that of `created_at`, not of commits; with one writer, as here, that does not show.
            """;

    void write(Path folder, String commit, String machine, LocalDate day) throws IOException {
        Files.createDirectories(folder);
        var ours = of("colophon").drain().rowsPerSecond();
        Files.writeString(
                folder.resolve("relay.md"),
                String.format(
                        Locale.ROOT,
                        PAGE,
                        command,
                        day,
                        commit,
                        machine,
                        table(outcomes, null),
                        ceilings.streamRowsPerSecond(),
                        ceilings.producerRowsPerSecond(),
                        ours / of("connect").drain().rowsPerSecond(),
                        ours / of("connect-tuned").drain().rowsPerSecond(),
                        ours / of("poller").drain().rowsPerSecond(),
                        ours / of("modulith").drain().rowsPerSecond(),
                        ours / ceilings.lower(),
                        contenders(),
                        size.rows(),
                        size.warmUpRows(),
                        size.seconds(),
                        Size.WARM_UP_SECONDS,
                        Size.RATES.getFirst() * size.seconds(),
                        Size.RATES.getLast() * size.seconds(),
                        of("colophon").drain().insertWalPerRow()));
        Files.writeString(folder.resolve("relay-drain.svg"), drainChart());
        Files.writeString(folder.resolve("relay-latency.svg"), latencyChart());
    }

    private Outcome of(String name) {
        return outcomes.stream()
                .filter(outcome -> outcome.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static String table(List<Outcome> outcomes, @Nullable Ceilings ceilings) {
        var table = new StringBuilder("""
                | | drain, rows/s | latency at 50/s: p50, p95, p99 ms | at 500/s: p50, p95, p99 ms | peak RSS, MB | live heap, MB | CPU s | PostgreSQL CPU s | WAL per event, bytes | lost, twice, out of order |
                |---|---|---|---|---|---|---|---|---|---|
                """);
        for (var one : outcomes) {
            var drain = one.drain();
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | **%,.0f** | %s | %s | %.0f | %.0f | %.1f | %.1f | %,.0f | %d, %d, %d |%n",
                    one.name(),
                    drain.rowsPerSecond(),
                    latency(one, Size.RATES.getFirst()),
                    latency(one, Size.RATES.getLast()),
                    one.peakMegabytes(),
                    one.liveHeapMegabytes(),
                    drain.cpuSeconds(),
                    drain.databaseCpuSeconds(),
                    drain.walPerRow(),
                    one.faults().lost(),
                    one.faults().duplicates(),
                    one.faults().outOfOrder()));
        }
        if (ceilings != null) {
            table.append(String.format(
                    Locale.ROOT,
                    "ceilings: stream %,.0f rows/s, producer %,.0f rows/s%n",
                    ceilings.streamRowsPerSecond(),
                    ceilings.producerRowsPerSecond()));
        }
        return table.toString();
    }

    private static String latency(Outcome one, int rate) {
        var seen = one.latencies().get(rate);
        return seen == null ? "-" : String.format(Locale.ROOT, "%.1f, %.1f, %.1f", seen.p50(), seen.p95(), seen.p99());
    }

    private String contenders() {
        var lines = new StringBuilder();
        outcomes.forEach(one -> lines.append("- **")
                .append(one.name())
                .append("**: ")
                .append(one.setUp())
                .append('\n'));
        return lines.toString();
    }

    private String drainChart() {
        var chart = new BarChart("Drain of a backlog of %,d rows of 1 KB".formatted(size.rows()), "rows/s");
        outcomes.forEach(one -> chart.bar(one.name(), one.drain().rowsPerSecond()));
        return chart.bar("ceiling: producer alone", ceilings.producerRowsPerSecond())
                .bar("ceiling: stream alone", ceilings.streamRowsPerSecond())
                .svg();
    }

    private String latencyChart() {
        var rate = Size.RATES.getLast();
        var chart = new BarChart("Commit to subscriber at %d rows/s (logarithmic)".formatted(rate), "ms").logarithmic();
        outcomes.forEach(one -> {
            var seen = one.latencies().get(rate);
            if (seen != null) {
                chart.bar(one.name() + " p50", seen.p50()).bar(one.name() + " p99", seen.p99());
            }
        });
        return chart.svg();
    }
}

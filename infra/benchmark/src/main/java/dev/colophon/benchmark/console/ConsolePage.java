package dev.colophon.benchmark.console;

import dev.colophon.benchmark.measure.Percentiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** docs/benchmarks/console.md. */
record ConsolePage(List<Row> rows, int publications, int requests) {

    private static final double AIM_MILLIS = 100;

    @SuppressWarnings("InlineFormatString") // the page stands at the head
    private static final String PAGE = """
            # The console's pages, with %,d publications on record

            One run of `infra/benchmark/run console --publications %d --requests %d` on %s: commit %s; %s; PostgreSQL 17.
            Written by the run; do not edit.

            %s
            Aim: 99 of 100 within %.0f ms. %s

            ## How to read it

            - **One visitor**, an administrator, looks at one page after the other over one connection: each time is from the request to the last byte of the
              answer. Each page was looked at %d times before anything counts, and %d times then; what it shows is checked each time.
            - **A page without data** is the one to sign in: what any page takes, so the ceiling of the others.
            - **The publications** are copied within the database from one that the door accepted, each with four events and a status: 96 of 100 are published, one
              each failed, deferred, parked and on its way.
            - **A list's rows are chosen first**, by what decides about them alone, and what they show is looked up for those: before that (cad32972, on cores of the same speed)
              those that failed took p50 89.8 and p99 102.0 ms, one story 23.1 and 30.5.
            - **The list of what is accepted** misses the aim, and grows with all publications: of what is untold no index can know, so each publication is compared with what is told
              of it, in one pass. Going from the newest instead would be quick with a backlog and slower than this without one: not tried.
            - **Overview, sites, integrity, rebuilds and the question for a reconciliation** say here that the other services are not asked: what those take is not in it (they are given a
              deadline, see [console](../console.md)).
            """;

    record Row(String name, String path, Percentiles millis) {}

    String table() {
        var table = new StringBuilder("| page | p50, p95, p99, max ms |\n|---|---|\n");
        for (var row : rows) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %.1f, %.1f, %.1f, %.1f |%n",
                    row.name(),
                    row.millis().p50(),
                    row.millis().p95(),
                    row.millis().p99(),
                    row.millis().max()));
        }
        return table.toString();
    }

    void write(Path folder, String commit, String machine, LocalDate day) throws IOException {
        var missed = rows.stream()
                .filter(row -> row.millis().p99() > AIM_MILLIS)
                .map(Row::name)
                .toList();
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("console.md"),
                String.format(
                        Locale.ROOT,
                        PAGE,
                        publications,
                        publications,
                        requests,
                        day,
                        commit,
                        machine,
                        table(),
                        AIM_MILLIS,
                        missed.isEmpty() ? "All are." : "Not so: " + String.join(", ", missed) + ".",
                        requests,
                        requests));
    }
}

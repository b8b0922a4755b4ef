package dev.colophon.benchmark.publish;

import dev.colophon.benchmark.measure.Percentiles;
import dev.colophon.benchmark.report.BarChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** docs/benchmarks/publish.md and its plot. */
record PublishPage(List<PublishFigures> figures, String footprint, String command, int concurrency) {

    @SuppressWarnings("InlineFormatString") // the page stands at the head
    private static final String PAGE = """
            # Publishing, beside a bare client that sends the same requests

            One run of `%s` on %s: commit %s; %s. Written by the run; do not edit.

            %s
            Aims: at least 95 %% of the bare client's rate; own part of the way p50 at most 60 ms, p99 at most 250 ms.

            Processor time of each part per post, ms, in the last round:

            %s
            ![publish](publish.svg)

            What a story of about 2 KB leaves behind, everything that this run sent through the pipeline divided by its stories (the log's bytes have gone by; all
            else lies there until its retention ends):

            %s

            ## How to read it

            - **Everything shares the machine**: WordPress (PHP's own server with 4 workers, MariaDB), PostgreSQL, Kafka, the four services (packaged
              jars, -Xmx256m, serial collector), the load. What the pipeline computes it takes from a WordPress that alone would use all of it: with the
              real one, the share tells how many cores there are. **A site elsewhere** is a simulated one whose every answer takes %d ms and costs
              this machine next to nothing, as other people's machines do. Compare figures of one run with each other, never with those of another.
            - **Bare client**: the publisher's own requests with the same bodies (stock: draft, publish by its id, read back; plugin: one create under a
              key), %d connections, each one story after the other. It has no memory, no receipts, no status, and finds nothing again after a crash.
            - **Pipeline**: the same stories go to publish-api, one after another; the clock stops when a subscriber of publishing.events.v1 has
              been told of the last one. The site is registered with %d visits at once.
            - **Requests per post** is what the site counted. Rounds of both took turns; the median counts.
            - **Accepted to told**: one story after another, from the 202 until a subscriber is told that it is public; the **own part** is without the time
              that WordPress itself worked (a must-use plugin notes how long PHP was at each request). Beside it the bare client's, one story after another: its requests alone.

            ## What is missed, and why

            - **The share of the bare client's rate.** With WordPress here it is the two cores: the bare client leaves all of them to PHP and MariaDB, which need
              about 90 ms of processor time for a stock post and 45 ms for a keyed one, and what the pipeline needs (second table) comes out of the same two cores.
            - With a site elsewhere the keyed road is bound by the processor as well: the second table's sum of a post, times the rate, is most of two cores, the load and the
              simulated site beside them. The stock road is not where the cores are fast (83 %% at af4f9192); at half
              that speed it is (16ff32a6: 157 ms of them a post, 9.5 posts/s, 60 %%). A flight recording of the publisher (`--recordings`: each wait for an answer) in a run of
              2026-11-29 says where a stock post's 295 ms of a place at the site elsewhere went: 254 ms its three requests, 22 ms the database's answers within the visit (8 ms
              of them its three commits), 19 ms those of the look for work and the claim before it, one after the other for all sites. Four places make 13.5
              posts/s of that; 12.9 were measured. A site that may be visited more often at once (`maxConcurrency`) makes up for it; the caps
              here are equal on purpose.
            - **To try next**: the claim and the end of the visit before in one transaction; the checkpoint and the intent to publish in one; whether the database is
              fit asked with the claim and not before it (1.6 ms); the relay's idle polling (3 ms, a fifth of a core).
            """;

    String table() {
        var rows = figures.stream().map(PublishPage::row).collect(Collectors.joining());
        return """
                | | bare client, posts/s | pipeline, posts/s | share | requests per post, bare / pipeline | accepted to told p50 / p95 / p99 / worst, ms | own part of it, ms | bare client's post alone, ms |
                |---|---|---|---|---|---|---|---|
                %s""".formatted(rows);
    }

    private static String row(PublishFigures one) {
        return String.format(
                Locale.ROOT,
                "| %s | %.1f (%s) | %.1f (%s) | **%.0f %%** | %.2f / %.2f | %s | %s | %s |%n",
                one.target().words(),
                PublishFigures.median(one.bare()),
                rounds(one.bare()),
                PublishFigures.median(one.pipeline()),
                rounds(one.pipeline()),
                one.share() * 100,
                one.bare().getLast().requestsPerStory(),
                one.pipeline().getLast().requestsPerStory(),
                one.way() == null ? "–" : times(one.way().whole()),
                one.way() == null ? "–" : times(one.way().own()),
                one.way() == null ? "–" : times(one.way().bare()));
    }

    private static String times(Percentiles ms) {
        return String.format(
                Locale.ROOT, "%.0f / %.0f / %.0f / %.0f of %d", ms.p50(), ms.p95(), ms.p99(), ms.max(), ms.count());
    }

    String cpu() {
        var parts = figures.getFirst().pipeline().getLast().cpuSeconds().keySet();
        var table = new StringBuilder("| |");
        parts.forEach(part -> table.append(' ').append(part).append(" |"));
        table.append("\n|---|").append("---|".repeat(parts.size())).append('\n');
        for (var one : figures) {
            var rate = one.pipeline().getLast();
            table.append("| ").append(one.target().words()).append(" |");
            rate.cpuSeconds()
                    .values()
                    .forEach(seconds ->
                            table.append(String.format(Locale.ROOT, " %.0f |", seconds * 1000 / rate.stories())));
            table.append('\n');
        }
        return table.toString();
    }

    private static String rounds(List<Rate> rates) {
        return rates.stream()
                .map(rate -> String.format(Locale.ROOT, "%.1f", rate.perSecond()))
                .collect(Collectors.joining(", "));
    }

    void write(Path folder, String commit, String machine, LocalDate day) throws IOException {
        Files.writeString(
                folder.resolve("publish.md"),
                PAGE.formatted(
                        command,
                        day,
                        commit,
                        machine,
                        table(),
                        cpu(),
                        footprint,
                        SiteElsewhere.ANSWER.toMillis(),
                        concurrency,
                        concurrency));
        var chart = new BarChart("Posts published", "per second");
        for (var one : figures) {
            chart.bar(one.target().label() + ", bare", PublishFigures.median(one.bare()));
            chart.bar(one.target().label() + ", pipeline", PublishFigures.median(one.pipeline()));
        }
        Files.writeString(folder.resolve("publish.svg"), chart.svg());
    }
}

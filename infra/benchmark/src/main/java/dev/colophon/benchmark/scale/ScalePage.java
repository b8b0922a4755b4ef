package dev.colophon.benchmark.scale;

import dev.colophon.benchmark.measure.Percentiles;
import dev.colophon.benchmark.report.BarChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** docs/benchmarks/scale.md and its plot. */
record ScalePage(List<Hour> hours, String command) {

    @SuppressWarnings("InlineFormatString") // the page stands at the head
    private static final String PAGE = """
            # How long stories wait for their visit, simulated

            One run of `%s`. Written by the run; do not edit. The same command writes the same page on every machine: nothing is measured here.

            %s
            ![scale](scale.svg)

            ## How to read it

            - **The busiest hour** of a day, in which a tenth of its stories comes, at random (exponential times between them). They are divided among the sites
              by rank: the n-th most active has a share in proportion to 1/n, so that the first one is asked for many times what the middle is.
            - **Places** are visits at once of all publishers together, 32 to each by default (`colophon.publish.workers`). **Cap** is how many visits at once a
              site allows (`maxConcurrency`). As in the publisher, the oldest story goes first of those whose site may be visited.
            - **A visit's time** is drawn from a logarithmic normal distribution; the median is about what [three requests to a site elsewhere](publish.md) take.
            - **Asked of the busiest site** is the load of the most active site as a share of what its cap lets through. Above 100 %% its stories wait longer
              and longer for as long as that lasts (the worst figure then says how long was simulated, and no more): no number of publishers helps, only a
              larger cap or another site. **Busy places** is the same for the publishers: at 100 %% everyone waits.
            - Left out: faults, retries, media, schedules. The processor's time is in [scaling](../scaling.md).
            """;

    /** One hour and what came of it. */
    record Hour(Day day, int stories, Waits waits) {}

    String table() {
        return """
                | publications a day | sites | cap | places | per second | simulated, s | asked of the busiest site | busy places | wait of all, p50 / p95 / p99 / worst, s | of all but the busiest site's, p50 / p95 / p99 / worst, s |
                |---|---|---|---|---|---|---|---|---|---|
                %s""".formatted(hours.stream().map(ScalePage::row).collect(Collectors.joining()));
    }

    private static String row(Hour hour) {
        var day = hour.day();
        return String.format(
                Locale.ROOT,
                "| %,d | %,d | %d | %,d | %.1f | %,.0f | %.0f %% | %.0f %% | %s | %s |%n",
                day.publications(),
                day.sites(),
                day.cap(),
                day.places(),
                day.perSecond(),
                hour.stories() / day.perSecond(),
                100 * day.loadOfBusiestSite(),
                100 * hour.waits().busy(),
                seconds(hour.waits().all()),
                seconds(hour.waits().elsewhere()));
    }

    private static String seconds(Percentiles wait) {
        return String.format(
                Locale.ROOT,
                "%.2f / %.2f / %.2f / %.2f",
                wait.p50() / 1_000,
                wait.p95() / 1_000,
                wait.p99() / 1_000,
                wait.max() / 1_000);
    }

    void write(Path folder) throws IOException {
        Files.writeString(folder.resolve("scale.md"), PAGE.formatted(command, table()));
        var chart = new BarChart("Wait for the visit, 99 of 100 stories of all but the busiest site", "s, logarithmic")
                .logarithmic();
        for (var hour : hours) {
            var day = hour.day();
            chart.bar(
                    String.format(
                            Locale.ROOT, "%,d a day, %d places, cap %d", day.publications(), day.places(), day.cap()),
                    hour.waits().elsewhere().p99() / 1_000);
        }
        Files.writeString(folder.resolve("scale.svg"), chart.svg());
    }
}

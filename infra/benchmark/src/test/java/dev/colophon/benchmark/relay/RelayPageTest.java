package dev.colophon.benchmark.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.benchmark.measure.Percentiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelayPageTest {

    @Test
    void the_page_names_what_was_measured_and_sets_the_contenders_against_each_other(@TempDir Path folder)
            throws Exception {
        var outcomes = List.of(
                outcome("colophon", 10),
                outcome("connect", 40),
                outcome("connect-tuned", 20),
                outcome("poller", 5),
                outcome("modulith", 300));
        var page = new RelayPage(new Size(100_000, 10), outcomes, new Ceilings(60_000, 40_000), "the command");

        page.write(folder, "abc1234", "a machine", LocalDate.of(2026, 3, 1));

        assertThat(Files.readString(folder.resolve("relay.md")))
                .contains("the command", "abc1234", "a machine", "2026-03-01")
                .contains(
                        "| colophon | **10,000** | 1.0, 2.0, 3.0 | 4.0, 5.0, 6.0 | 200 | 40 | 3.5 | 1.5 | 250 | 0, 0, 0 |")
                .contains(
                        "drains 4.00 times as fast as Kafka Connect with its defaults, 2.00 times as fast as Kafka Connect tuned")
                .contains("0.50 times")
                .contains("30 times as fast as Spring Modulith's resubmission")
                .contains("at 0.25 of the lower ceiling");
        assertThat(folder.resolve("relay-drain.svg")).content().contains("ceiling: producer alone", "40,000");
        assertThat(folder.resolve("relay-latency.svg")).content().contains("colophon p99");
    }

    private static Outcome outcome(String name, double seconds) {
        return new Outcome(
                name,
                "how it is set up",
                Map.of(50, new Percentiles(500, 1, 2, 3, 9), 500, new Percentiles(5000, 4, 5, 6, 9)),
                new Outcome.Drain(100_000, seconds, 3.5, 1.5, 1500, 250),
                200,
                40,
                new Journal.Faults(0, 0, 0));
    }
}

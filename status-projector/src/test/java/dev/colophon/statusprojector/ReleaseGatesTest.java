package dev.colophon.statusprojector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.RepositoryFiles;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/release-gates.md: what a release must reach, and when each aim is looked at again. */
class ReleaseGatesTest {

    private static final Pattern ROW = Pattern.compile(
            "(?m)^\\| (?!gate \\|)([^|-][^|]*) \\| ([^|]+) \\| ([^|]+) \\| (\\d{4}-\\d{2}-\\d{2}) \\|$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)");

    private record Gate(String name, String aim, String measure, LocalDate nextReview) {}

    @Test
    void every_gate_has_its_measure_its_place_and_a_date_of_review() {
        var page = RepositoryFiles.resolve("docs/release-gates.md");
        var text = Contracts.read(page);

        var gates = gates(text);

        assertThat(gates).hasSizeGreaterThanOrEqualTo(10);
        assertThat(text.lines().filter(line -> line.startsWith("| ")))
                .as("every row is a gate but the head")
                .hasSize(gates.size() + 1);
        assertThat(gates).allSatisfy(gate -> {
            var places = LINK.matcher(gate.measure()).results().map(link -> page.resolveSibling(link.group(1)));
            assertThat(places)
                    .as(gate.name())
                    .isNotEmpty()
                    .allSatisfy(place -> assertThat(place).exists());
        });
    }

    @Test
    void a_gate_whose_review_is_overdue_is_warned_of_and_breaks_nothing() {
        var text = """
                | gate | aim | measured by | next review |
                |---|---|---|---|
                | old | 0 | [x](x.md) | 2026-01-31 |
                | new | 0 | [x](x.md) | 2026-02-01 |
                """;

        assertThat(warnings(gates(text), LocalDate.parse("2026-02-01")))
                .containsExactly(
                        "WARNING: the release gate \"old\" was to be reviewed by 2026-01-31: docs/release-gates.md");
        var today = LocalDate.now(ZoneOffset.UTC);
        warnings(gates(Contracts.read(RepositoryFiles.resolve("docs/release-gates.md"))), today)
                .forEach(System.err::println);
    }

    private static List<String> warnings(List<Gate> gates, LocalDate today) {
        return gates.stream()
                .filter(gate -> gate.nextReview().isBefore(today))
                .map(gate -> "WARNING: the release gate \"%s\" was to be reviewed by %s: docs/release-gates.md"
                        .formatted(gate.name(), gate.nextReview()))
                .toList();
    }

    private static List<Gate> gates(String text) {
        return ROW.matcher(text)
                .results()
                .map(row -> new Gate(row.group(1), row.group(2), row.group(3), LocalDate.parse(row.group(4))))
                .toList();
    }
}

package dev.colophon.statusprojector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.RepositoryFiles;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/requirements.md and docs/incidents.md say is shown, is there to be run. */
class TracedPagesTest {

    /** How many requirements each part has, numbered from 1. */
    private static final Map<String, Integer> REQUIREMENTS =
            new TreeMap<>(Map.of("S0", 35, "S1", 27, "S2", 27, "S3", 36));

    private static final int FAULTS = 64;

    private final TracedPage requirements = TracedPage.of("docs/requirements.md");
    private final TracedPage incidents = TracedPage.of("docs/incidents.md");

    @Test
    void every_requirement_has_its_row() {
        var numbers = REQUIREMENTS.entrySet().stream()
                .flatMap(part ->
                        IntStream.rangeClosed(1, part.getValue()).mapToObj(number -> part.getKey() + "-" + number))
                .toList();

        assertThat(numbers).hasSize(125);
        assertThat(requirements.rows().keySet()).containsExactlyInAnyOrderElementsOf(numbers);
    }

    @Test
    void every_fault_has_its_row_and_a_test() {
        var numbers = IntStream.rangeClosed(1, FAULTS).mapToObj(String::valueOf).toList();

        assertThat(incidents.rows().keySet()).containsAll(numbers);
        assertThat(numbers)
                .allSatisfy(number -> assertThat(incidents.shown(number))
                        .as("fault " + number)
                        .anyMatch(TracedPage.Shown::isTest));
    }

    @Test
    void every_test_and_file_that_a_row_names_is_there() {
        assertThat(requirements.missing()).isEmpty();
        assertThat(incidents.missing()).isEmpty();
    }

    @Test
    void what_is_met_is_shown_by_a_test_and_what_is_not_says_what_is_missing() {
        assertThat(requirements.rows()).allSatisfy((number, cells) -> {
            assertThat(cells).as(number).hasSize(4);
            var state = cells.getLast();
            assertThat(state).as(number).matches("met|(partly|not met): .{20,}");
            if (!state.startsWith("not met")) {
                assertThat(requirements.shown(number))
                        .as(number)
                        .anyMatch(shown -> shown.isTest() && !shown.methods().isEmpty());
            }
        });
    }

    @Test
    void a_row_that_names_what_is_not_there_is_found() {
        var page = TracedPage.of("""
                | S0-1 | a | b | [ThisTest] `a_row_that_names_what_is_not_there_is_found`, `no_such_sentence` | met |
                | S0-2 | a | [gone](gone.md) | [NoLabel] `x_y` | met |

                [ThisTest]: status-projector/src/test/java/dev/colophon/statusprojector/TracedPagesTest.java
                """, RepositoryFiles.root());

        assertThat(page.shown("S0-1"))
                .singleElement()
                .satisfies(shown -> assertThat(shown.methods()).hasSize(2));
        assertThat(page.missing())
                .hasSize(3)
                .anyMatch("S0-1: ThisTest has no no_such_sentence"::equals)
                .anyMatch(line -> line.startsWith("S0-2: gone: there is no "))
                .anyMatch(line -> line.startsWith("S0-2: NoLabel: there is no "));
        assertThat(Stream.of("met", "partly: ", "fine"))
                .filteredOn(state -> state.matches("met|(partly|not met): .{20,}"))
                .isEqualTo(List.of("met"));
    }
}
